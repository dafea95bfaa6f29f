package org.opinionloop.classifier.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.opinionloop.classifier.model.Axis;
import org.opinionloop.classifier.model.Model;
import org.opinionloop.classifier.model.ModelFile;
import tools.jackson.databind.json.JsonMapper;

/** {@code evaluate}: says how good a model is on labelled rows. */
final class EvaluateCommand implements Command {

  // Warm-up and measurement of the speed; enough for the compiler to have seen the code.
  private static final long SPEED_NANOSECONDS = 1_500_000_000L;

  @Override
  public String help() {
    return """
        evaluate: says how good a model is on labelled rows.

          --axis=AXIS            theme, field or kind
          --data=FILE            rows: columns title, text and the label: for field the column label (or field), for theme
                                 and kind the column of that name; codes of the taxonomy or names in any of its languages
          --model=FILE           the model (default: the one that ships)
          --taxonomy=FILE        your own taxonomy.yml
          --json                 print one JSON object: accuracy, macroF1, ece, perClass, coverage, rows, textsPerSecond
          --disagreements=FILE   write the rows that came out differently as CSV: id, row, label, predicted, confidence;
                                 row counts all rows of --data from 1 on, one file after the other

        Rows without a label on the axis are passed over. Files are .jsonl or .csv, UTF-8, either gzipped (.gz).
        textsPerSecond is one thread, all axes at once, with reasons.
        """;
  }

  @Override
  public Set<String> options() {
    return Set.of("axis", "data", "model", "taxonomy", "json", "disagreements");
  }

  @Override
  public void run(Options options, PrintStream out) throws IOException {
    String axisName = options.required("axis");
    LabelNames names = LabelNames.of(axisName, TaxonomyOption.read(options));
    Model model = model(options.get("model", ""));
    int place = place(model, axisName);
    Axis axis = model.axes().get(place);
    List<Row> rows = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    options.required("data");
    int number = 0;
    for (Path file : options.paths("data")) {
      for (Row row : RowFile.read(file)) {
        number++;
        if (!row.label(axisName).isEmpty()) {
          rows.add(row);
          numbers.add(number);
        }
      }
    }
    if (rows.isEmpty()) {
      throw new UsageException("--data: no row has a label on the axis " + axisName);
    }
    int from = IntStream.range(0, place).map(a -> model.axes().get(a).labels().size()).sum();
    int[] truth = new int[rows.size()];
    int[] said = new int[rows.size()];
    double[] confidence = new double[rows.size()];
    for (int i = 0; i < truth.length; i++) {
      Row row = rows.get(i);
      String code = names.code(row.label(axisName), row.place());
      truth[i] = axis.labels().indexOf(code);
      if (truth[i] < 0) {
        throw new UsageException(
            axisName + " " + code + ": unknown to the model (expected: " + axis.labels() + ")");
      }
      double[] probabilities = model.probabilities(row.title(), row.text());
      said[i] = Model.best(probabilities, from, axis.labels().size());
      confidence[i] = axis.calibration().apply(probabilities[from + said[i]]);
    }
    Evaluation evaluation = Evaluation.of(axis.labels(), truth, said, confidence);
    double speed = speed(model, rows);
    if (options.has("disagreements")) {
      List<String> lines = new ArrayList<>(List.of("id,row,label,predicted,confidence"));
      for (int i = 0; i < truth.length; i++) {
        if (truth[i] != said[i]) {
          lines.add(
              String.format(
                  Locale.ROOT,
                  "%s,%d,%s,%s,%.4f",
                  quoted(rows.get(i).get("id")),
                  numbers.get(i),
                  quoted(axis.labels().get(truth[i])),
                  quoted(axis.labels().get(said[i])),
                  confidence[i]));
        }
      }
      Files.writeString(
          Path.of(options.required("disagreements")), String.join("\n", lines) + "\n");
    }
    if (options.has("json")) {
      out.println(json(evaluation, rows.size(), speed));
    } else {
      new EvaluationReport(out).print(model.version(), axisName, evaluation, rows.size(), speed);
    }
  }

  static Model model(String file) throws IOException {
    if (file.isEmpty()) {
      try (InputStream in = Model.class.getResourceAsStream("/model/opinion-loop.bin")) {
        if (in == null) {
          throw new UsageException("--model: missing (no model ships with this jar)");
        }
        return ModelFile.read(in, "opinion-loop.bin");
      }
    }
    if (!Files.isReadable(Path.of(file))) {
      throw new UsageException("--model: " + file + " cannot be read (expected: a file)");
    }
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return ModelFile.read(in, file);
    }
  }

  private static int place(Model model, String name) {
    for (int a = 0; a < model.axes().size(); a++) {
      if (model.axes().get(a).name().equals(name)) {
        return a;
      }
    }
    throw new UsageException("--axis: " + name + " is not one the model was trained for");
  }

  private static double speed(Model model, List<Row> rows) {
    double best = 0;
    long end = System.nanoTime() + SPEED_NANOSECONDS;
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      long texts = 0;
      long pause = start + SPEED_NANOSECONDS / 10;
      while (System.nanoTime() < pause) {
        for (Row row : rows) {
          model.judge(row.title(), row.text());
        }
        texts += rows.size();
      }
      best = Math.max(best, texts * 1e9 / (System.nanoTime() - start));
    }
    return best;
  }

  private static String json(Evaluation evaluation, int rows, double speed) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("accuracy", evaluation.accuracy());
    report.put("macroF1", evaluation.macroF1());
    report.put("ece", evaluation.ece());
    report.put("perClass", evaluation.perClass());
    report.put("coverage", evaluation.coverage());
    report.put("rows", rows);
    report.put("textsPerSecond", Math.round(speed));
    return JsonMapper.builder().build().writeValueAsString(report);
  }

  /** As RFC 4180 has it. */
  private static String quoted(String value) {
    boolean plain = value.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
