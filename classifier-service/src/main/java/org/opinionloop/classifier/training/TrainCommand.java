package org.opinionloop.classifier.training;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.opinionloop.classifier.model.Axis;
import org.opinionloop.classifier.model.BucketCounts;
import org.opinionloop.classifier.model.Model;
import org.opinionloop.classifier.model.ModelFile;
import org.opinionloop.classifier.model.Normaliser;
import org.opinionloop.classifier.model.Vectoriser;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.kit.taxonomy.TaxonomyFile;

/** {@code train}: learns a model from labelled rows and writes it to a file. */
final class TrainCommand implements Command {

  private static final List<String> AXES = List.of("theme", "field", "kind");

  /** What counts less is not worth its row, and nears what a float can divide by. */
  private static final float LEAST_WEIGHT = 1e-3f;

  /**
   * A label of a row, empty if it has none.
   *
   * @param weight how much it counts
   * @param place where it stands
   */
  private record Label(String name, float weight, String place) {

    static final Label NONE = new Label("", 1, "");
  }

  @Override
  public String help() {
    return """
        train: learns a model from labelled rows and writes it to a file.

          --data=FILE,...      rows: columns title, text (or tokens) and any of field (or label), theme, kind;
                               id joins --labels, dup_group keeps near-duplicates in one fold; rows of the same
                               words are in one fold without it
          --more=FILE,...      rows, as in --data, that are learned from only: they are not tested on, and neither
                               bring n-grams of their own nor say how rare one is
          --labels=FILE,...    more labels for rows of either: columns id and any of theme, field, kind, and weight: how
                               much these labels count (0.001 to 1000; 1 if there is none)
          --out=FILE           where to write the model
          --taxonomy=FILE      your own taxonomy.yml; labels may be its codes or its names
          --new-taxonomy=FILE  where to write a taxonomy made of all labels: what --taxonomy knows stays as it is
                               there, other labels become codes of their own; the service takes it as opinion-loop.taxonomy
          --name=NAME          first part of the model's version (default opinion-loop)
          --bits=22            binary logarithm of the number of buckets
          --least=3            in how many texts an n-gram has to occur to be learned
          --cost=5             how much a mistake weighs against large weights (the usual C)
          --coverage=0.9       share of opinions whose label on an axis is relied on without a look; fewer of a small table,
                               whose calibration has few steps (the report says how many), and all of them if it is 1

        Files are JSON Lines (.jsonl) or CSV (.csv), UTF-8, either of them gzipped (.gz). Every axis that has labels is
        learned; the report says how it did in grouped five-fold cross-validation. The same rows give the same model. The service
        needs a model of all three axes.
        """;
  }

  @Override
  public Set<String> options() {
    return Set.of(
        "data",
        "more",
        "labels",
        "out",
        "taxonomy",
        "new-taxonomy",
        "name",
        "bits",
        "least",
        "cost",
        "coverage");
  }

  @Override
  public void run(Options options, PrintStream out) throws IOException {
    Path target = target(options.required("out"));
    Path newTaxonomy =
        options.has("new-taxonomy") ? target(options.required("new-taxonomy")) : null;
    options.required("data");
    int bits = (int) options.number("bits", 22, 8, 22);
    Trainer.Settings settings =
        new Trainer.Settings(
            bits, options.number("cost", 5, 1e-3, 1e6), options.number("coverage", 0.9, 0, 1));
    Taxonomy taxonomy = TaxonomyOption.read(options);
    Normaliser normaliser = CharTable.build();
    List<Row> rows = rows(options.paths("data"));
    int tested = rows.size();
    rows.addAll(more(rows, rows(options.paths("more")), normaliser, out));
    Map<String, Map<String, Label>> labels = labels(options.paths("labels"));
    if (newTaxonomy != null) {
      taxonomy =
          NewTaxonomy.of(taxonomy, labels("theme", rows, labels), labels("field", rows, labels));
    }
    int[] folds = Folds.of(rows, tested, normaliser);
    Vectoriser vectoriser = new Vectoriser(normaliser, bits);
    List<BucketCounts> texts = new ArrayList<>();
    for (Row row : rows) {
      texts.add(vectoriser.count(row.title(), row.text()));
    }
    Corpus corpus = Corpus.of(texts, tested, bits, (int) options.number("least", 3, 1, 1000));
    out.printf(Locale.ROOT, "%d rows, %d features%n", rows.size(), corpus.features());
    Trainer trainer = new Trainer(corpus, settings);
    List<Trainer.Fitted> fitted = new ArrayList<>();
    for (String axis : AXES) {
      Trainer.AxisData data = axis(axis, rows, folds, labels, taxonomy);
      if (data.texts().length > 0) {
        if (data.labels().size() < 2 || data.labels().size() > Axis.MOST_LABELS) {
          throw new UsageException(
              "axis "
                  + axis
                  + ": "
                  + data.labels().size()
                  + " labels (expected: 2 to "
                  + Axis.MOST_LABELS
                  + ")");
        }
        Trainer.Fitted fit = trainer.fit(data);
        fitted.add(fit);
        report(axis, data.texts().length, fit.heldOut(), out);
        out.printf(
            Locale.ROOT,
            "  confidence of %.4f and more is relied on without a look: %.1f %% of these rows%n",
            fit.axis().threshold(),
            100 * fit.relied());
      }
    }
    if (fitted.isEmpty()) {
      throw new UsageException("--data: no labels (expected: a column field, theme or kind)");
    }
    if (corpus.features() == 0) {
      throw new UsageException(
          "--data: no n-gram is in as many texts as --least says (expected: more rows, or a smaller"
              + " --least)");
    }
    Model model = trainer.assemble(options.get("name", "opinion-loop"), normaliser, fitted);
    if (newTaxonomy != null) {
      try (OutputStream file = Files.newOutputStream(newTaxonomy)) {
        TaxonomyFile.write(taxonomy, file);
      }
    }
    try (OutputStream file = Files.newOutputStream(target)) {
      ModelFile.write(model, file);
    }
    out.printf(Locale.ROOT, "%s: %s, %.1f MB%n", target, model.version(), Files.size(target) / 1e6);
  }

  /** Learning takes minutes, and what it gave would be lost. */
  private static Path target(String name) {
    Path target = Path.of(name);
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new UsageException(name + ": cannot be written (expected: a file in a folder)");
    }
    return target;
  }

  /**
   * What is learned from in every fold must not be what one of them is tested on: a name that both
   * have is refused, and rows of the same words, under whatever name, are left out.
   */
  private static List<Row> more(
      List<Row> tested, List<Row> more, Normaliser normaliser, PrintStream out) {
    Set<String> groups = tested.stream().map(Row::group).collect(Collectors.toSet());
    Set<String> words =
        tested.stream().map(row -> Folds.words(row, normaliser)).collect(Collectors.toSet());
    List<Row> own = new ArrayList<>();
    for (Row row : more) {
      if (row.isNamed() && groups.contains(row.group())) {
        throw new UsageException(
            "--more: " + row.group() + " is in --data, too (expected: rows of their own)");
      }
      if (!words.contains(Folds.words(row, normaliser))) {
        own.add(row);
      }
    }
    if (own.size() < more.size()) {
      out.printf(Locale.ROOT, "--more: %d rows left out, as in --data%n", more.size() - own.size());
    }
    return own;
  }

  private static List<Row> rows(List<Path> files) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Path file : files) {
      rows.addAll(RowFile.read(file));
    }
    return rows;
  }

  private static void report(
      String axis, int rows, Map<String, Evaluation> figures, PrintStream out) {
    out.printf(Locale.ROOT, "%n%s: %d rows; cross-validated, rows in groups%n", axis, rows);
    out.printf(
        Locale.ROOT,
        "  %-14s %6s %9s %9s %7s %9s%n",
        "channel",
        "rows",
        "accuracy",
        "macro-F1",
        "ECE",
        "at 90 %");
    figures.forEach(
        (channel, figure) ->
            out.printf(
                Locale.ROOT,
                "  %-14s %6d %9.4f %9.4f %7.4f %9.4f%n",
                channel,
                figure.rows(),
                figure.accuracy(),
                figure.macroF1(),
                figure.ece(),
                figure.accuracyAt(0.9)));
  }

  private static Map<String, Map<String, Label>> labels(List<Path> files) throws IOException {
    Map<String, Map<String, Label>> labels = new HashMap<>();
    for (Path file : files) {
      for (Row row : RowFile.read(file)) {
        if (row.get("id").isEmpty()) {
          throw new UsageException(row.place() + ": no id (expected: the id of a row)");
        }
        float weight = weight(row);
        Map<String, Label> byAxis = labels.computeIfAbsent(row.get("id"), id -> new HashMap<>());
        for (String axis : AXES) {
          String label = row.label(axis);
          if (!label.isEmpty()) {
            byAxis.put(axis, new Label(label, weight, row.place()));
          }
        }
      }
    }
    return labels;
  }

  private static float weight(Row row) {
    String text = row.get("weight");
    if (text.isEmpty()) {
      return 1;
    }
    try {
      float weight = Float.parseFloat(text);
      if (weight >= LEAST_WEIGHT && weight <= 1 / LEAST_WEIGHT) {
        return weight;
      }
    } catch (NumberFormatException none) {
      // Said below.
    }
    throw new UsageException(
        row.place() + ": weight " + Row.shown(text) + " (expected: a number from 0.001 to 1000)");
  }

  /** What the row says on this axis, or the further labels say of it; empty if neither does. */
  private static Label label(String axis, Row row, Map<String, Map<String, Label>> labels) {
    String own = row.label(axis);
    return own.isEmpty()
        ? labels.getOrDefault(row.get("id"), Map.of()).getOrDefault(axis, Label.NONE)
        : new Label(own, 1, row.place());
  }

  private static List<String> labels(
      String axis, List<Row> rows, Map<String, Map<String, Label>> labels) {
    return rows.stream()
        .map(row -> label(axis, row, labels).name())
        .filter(label -> !label.isEmpty())
        .toList();
  }

  private static Trainer.AxisData axis(
      String axis,
      List<Row> rows,
      int[] foldOf,
      Map<String, Map<String, Label>> labels,
      Taxonomy taxonomy) {
    LabelNames names = LabelNames.of(axis, taxonomy);
    List<String> codes = names.codes();
    List<Integer> texts = new ArrayList<>();
    List<float[]> targets = new ArrayList<>();
    List<Float> weights = new ArrayList<>();
    List<Integer> folds = new ArrayList<>();
    List<String> channels = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      Label label = label(axis, row, labels);
      if (label.name().isEmpty()) {
        continue;
      }
      float[] target = new float[codes.size()];
      target[codes.indexOf(names.code(label.name(), label.place()))] = 1;
      weights.add(label.weight());
      texts.add(i);
      channels.add(row.get("channel").isEmpty() ? "letters" : row.get("channel"));
      targets.add(target);
      folds.add(foldOf[i]);
    }
    return new Trainer.AxisData(
        axis,
        codes,
        texts.stream().mapToInt(Integer::intValue).toArray(),
        targets.toArray(float[][]::new),
        floats(weights),
        folds.stream().mapToInt(Integer::intValue).toArray(),
        channels);
  }

  private static float[] floats(List<Float> list) {
    float[] floats = new float[list.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = list.get(i);
    }
    return floats;
  }
}
