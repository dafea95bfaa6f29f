package org.opinionloop.classifier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opinionloop.classifier.model.Verdict;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.kit.taxonomy.TaxonomyFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandsTest {

  private static final List<String> WORDS = List.of("公交车司机班次站牌", "医院医生挂号病房", "工厂废水臭味排放");
  private static final List<String> FIELDS = List.of("交通运输", "HEALTH", "環境保護");

  @TempDir private Path folder;

  @Test
  void learnsFromAFileAndSaysHowGoodItIs() throws IOException {
    Path data = folder.resolve("train.jsonl");
    Files.writeString(data, rows(240, new Random(1)));
    Path test = folder.resolve("test.jsonl");
    Files.writeString(test, rows(60, new Random(2)));
    Path model = folder.resolve("model.bin");
    Path differences = folder.resolve("differences.csv");

    String report =
        run(new TrainCommand(), "--data=" + data, "--out=" + model, "--bits=14", "--name=small");
    JsonNode figures =
        JsonMapper.builder()
            .build()
            .readTree(
                run(
                    new EvaluateCommand(),
                    "--axis=field",
                    "--data=" + test,
                    "--model=" + model,
                    "--disagreements=" + differences,
                    "--json"));

    assertThat(report).contains("field: 240 rows").contains("small-");
    assertThat(figures.get("accuracy").asDouble()).isGreaterThan(0.95);
    assertThat(figures.get("macroF1").asDouble()).isGreaterThan(0.9);
    assertThat(figures.get("ece").asDouble()).isBetween(0.0, 0.2);
    assertThat(figures.get("rows").asInt()).isEqualTo(60);
    assertThat(figures.get("textsPerSecond").asInt()).isPositive();
    assertThat(figures.get("perClass").propertyNames()).contains("TRANSPORT", "HEALTH");
    assertThat(figures.get("coverage").size()).isPositive();
    assertThat(Files.readAllLines(differences).get(0))
        .isEqualTo("id,row,label,predicted,confidence");
  }

  @Test
  void aMistypedCommandIsRefusedAndDoesNotStartTheService() {
    Commands commands = new Commands();

    assertThat(commands.areMeant(new String[] {"trian", "--data=rows.csv"})).isTrue();
    assertThat(commands.run(new String[] {"trian", "--data=rows.csv"})).isEqualTo(2);
    assertThat(commands.areMeant(new String[] {"--help"})).isTrue();
    assertThat(commands.areMeant(new String[] {"--server.port=8082"})).isFalse();
    assertThat(commands.areMeant(new String[0])).isFalse();
  }

  @Test
  void learnsTheSameModelFromTheSameRows() throws IOException {
    Path data = folder.resolve("train.jsonl");
    Files.writeString(data, rows(120, new Random(1)));
    Path one = folder.resolve("one.bin");
    Path other = folder.resolve("other.bin");

    run(new TrainCommand(), "--data=" + data, "--out=" + one, "--bits=12");
    run(new TrainCommand(), "--data=" + data, "--out=" + other, "--bits=12");

    assertThat(one).hasSameBinaryContentAs(other);
  }

  @Test
  void asksForAReviewHoweverSmallTheTableIsUnlessItIsToldNotTo() throws IOException {
    Path data = folder.resolve("train.jsonl");
    Files.writeString(data, rows(60, new Random(1)));
    Path model = folder.resolve("model.bin");

    String careful = run(new TrainCommand(), "--data=" + data, "--out=" + model, "--bits=12");
    Verdict unsure = EvaluateCommand.model(model.toString()).judge(null, "什么都不知道");
    String trusting =
        run(new TrainCommand(), "--data=" + data, "--out=" + model, "--bits=12", "--coverage=1");
    Verdict sure = EvaluateCommand.model(model.toString()).judge(null, "什么都不知道");

    assertThat(EvaluateCommand.model(model.toString()).version())
        .startsWith("opinion-loop-")
        .as("the version, in the report of the other model")
        .satisfies(version -> assertThat(careful).doesNotContain(version));
    assertThat(careful).contains("is relied on without a look: 0.0 % of these rows");
    assertThat(unsure).isInstanceOf(Verdict.NeedsReview.class);
    assertThat(trusting).contains("is relied on without a look: 100.0 % of these rows");
    assertThat(sure).isInstanceOf(Verdict.Labelled.class);
  }

  @Test
  void moreRowsAreLearnedFromButNeitherTestedOnNorCountedForNgrams() throws IOException {
    Path data = folder.resolve("train.jsonl");
    Files.writeString(data, rows(60, new Random(1)));
    Path more = folder.resolve("more.jsonl");
    Files.writeString(more, rows(240, new Random(2)).replace("\"id\":\"", "\"id\":\"more-"));
    Path model = folder.resolve("model.bin");

    String without = run(new TrainCommand(), "--data=" + data, "--out=" + model, "--bits=14");
    String with =
        run(new TrainCommand(), "--data=" + data, "--more=" + more, "--out=" + model, "--bits=14");

    assertThatThrownBy(
            () -> run(new TrainCommand(), "--data=" + data, "--more=" + data, "--out=" + model))
        .isInstanceOf(UsageException.class)
        .hasMessage("--more: 0 is in --data, too (expected: rows of their own)");
    assertThat(features(with)).isEqualTo(features(without)).isPositive();
    assertThat(with).contains("field: 300 rows").containsPattern("letters +60 ");
  }

  @Test
  void rowsOfTheSameWordsAreNotLearnedFromBesides() throws IOException {
    Path data = folder.resolve("train.jsonl");
    Files.writeString(data, rows(60, new Random(1)));
    Path more = folder.resolve("more.jsonl");
    Files.writeString(
        more,
        (rows(60, new Random(1)) + rows(30, new Random(2))).replace("\"id\":\"", "\"id\":\"more-"));

    String report =
        run(
            new TrainCommand(),
            "--data=" + data,
            "--more=" + more,
            "--out=" + folder.resolve("model.bin"),
            "--bits=14");

    assertThat(report)
        .contains("--more: 60 rows left out, as in --data")
        .contains("field: 90 rows");
  }

  @Test
  void labelsCountByTheirWeight() throws IOException {
    Path data = folder.resolve("train.jsonl");
    Files.writeString(data, rows(120, new Random(1)));
    Path more = folder.resolve("more.jsonl");
    Files.writeString(
        more,
        rows(120, new Random(1))
            .replaceAll("\"text\":\"", "\"text\":\"又")
            .replaceAll("\"id\":\"", "\"id\":\"more-")
            .replaceAll(",\"label\":\"[^\"]*\"", ""));

    assertThat(accuracyBesideWrongLabels(data, more, "0.01")).isGreaterThan(0.95);
    assertThat(accuracyBesideWrongLabels(data, more, "100")).isLessThan(0.05);
    for (String weight : List.of("0", "-1", "1e-40", "NaN", "Infinity", "heavy")) {
      assertThatThrownBy(() -> accuracyBesideWrongLabels(data, more, weight))
          .isInstanceOf(UsageException.class)
          .hasMessageEndingWith("weight " + weight + " (expected: a number from 0.001 to 1000)");
    }
  }

  /** Of a model that has learned from these rows, and from the same again under wrong labels. */
  private double accuracyBesideWrongLabels(Path data, Path more, String weight) throws IOException {
    Path labels = folder.resolve("labels.csv");
    StringBuilder lines = new StringBuilder("id,field,weight\n");
    for (int i = 0; i < 120; i++) {
      lines.append("more-").append(i).append(',').append(FIELDS.get((i + 1) % 3));
      lines.append(',').append(weight).append('\n');
    }
    Files.writeString(labels, lines);
    Path model = folder.resolve("model.bin");
    run(
        new TrainCommand(),
        "--data=" + data,
        "--more=" + more,
        "--labels=" + labels,
        "--out=" + model,
        "--bits=14");
    String figures =
        run(new EvaluateCommand(), "--axis=field", "--data=" + data, "--model=" + model, "--json");
    return JsonMapper.builder().build().readTree(figures).get("accuracy").asDouble();
  }

  private static int features(String report) {
    return Integer.parseInt(report.replaceAll("(?s)\\d+ rows, (\\d+) features.*", "$1").strip());
  }

  @Test
  void makesATaxonomyOfTheLabelsOfAFileInTheSameRun() throws IOException {
    Path data = folder.resolve("own.csv");
    StringBuilder lines = new StringBuilder("text,theme,field\n");
    Random random = new Random(4);
    for (int i = 0; i < 240; i++) {
      String words = WORDS.get(i % 3);
      int from = random.nextInt(words.length() - 3);
      lines.append(words, from, from + 4).append((char) ('一' + random.nextInt(500))).append(',');
      lines.append(List.of("政策建议", "夜间出行", "夜间出行").get(i % 3)).append(',');
      lines
          .append(
              List.of(i % 2 == 0 ? "交通运输" : " transport", i % 2 == 0 ? "Pets" : "PETS ", "噪声")
                  .get(i % 3))
          .append('\n');
    }
    Files.writeString(data, lines);
    Path model = folder.resolve("own.bin");
    Path taxonomy = folder.resolve("own.yml");

    run(
        new TrainCommand(),
        "--data=" + data,
        "--out=" + model,
        "--new-taxonomy=" + taxonomy,
        "--bits=12");
    Taxonomy made = TaxonomyFile.read(Files.newInputStream(taxonomy), "own.yml");
    JsonNode figures =
        JsonMapper.builder()
            .build()
            .readTree(
                run(
                    new EvaluateCommand(),
                    "--axis=field",
                    "--data=" + data,
                    "--model=" + model,
                    "--taxonomy=" + taxonomy,
                    "--json"));

    assertThat(made.themes()).extracting(Taxonomy.Theme::code).containsExactly("POLICY", "夜间出行");
    assertThat(made.theme("POLICY").orElseThrow().topics()).isNotEmpty();
    assertThat(made.field("TRANSPORT").orElseThrow().unit()).isEqualTo("TRANSPORT");
    assertThat(made.field("PETS").orElseThrow().unit()).isEqualTo(made.urgentUnit());
    assertThat(figures.get("perClass").propertyNames())
        .containsExactlyInAnyOrder("TRANSPORT", "PETS", "噪声");
    assertThat(figures.get("accuracy").asDouble()).isGreaterThan(0.9);
  }

  @Test
  void saysInOneSentenceWhatIsWrong() throws IOException {
    Path data = folder.resolve("train.jsonl");
    Files.writeString(data, "{\"text\":\"路灯\",\"label\":\"nonsense\"}\n");
    Path csv = folder.resolve("rows.csv");
    Files.writeString(csv, "id,text\n1,\"a,b\",2\n");

    assertThatThrownBy(
            () -> run(new TrainCommand(), "--data=" + data, "--out=" + folder.resolve("m")))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("train.jsonl line 1: field nonsense is not in the taxonomy (");
    Path mixed = folder.resolve("mixed.csv");
    Files.writeString(
        mixed, "id,label,text\n1,\"路灯坏了\n好久\",TRANSPORT\n\n2," + "路灯".repeat(50) + ",HEALTH\n");
    assertThatThrownBy(
            () -> run(new TrainCommand(), "--data=" + mixed, "--out=" + folder.resolve("m")))
        .hasMessageStartingWith("mixed.csv line 2: field 路灯坏了");
    Files.writeString(
        mixed, "id,label,text\n\n1,\"TRANSPORT\",\"a\nb\"\n2," + "路灯".repeat(50) + ",HEALTH\n");
    assertThatThrownBy(
            () -> run(new TrainCommand(), "--data=" + mixed, "--out=" + folder.resolve("m")))
        .hasMessageStartingWith("mixed.csv line 5: field of 100 characters is not in the taxonomy");
    assertThatThrownBy(
            () -> run(new TrainCommand(), "--data=" + data, "--out=" + folder.resolve("no/m")))
        .isInstanceOf(UsageException.class)
        .hasMessageEndingWith("no/m: cannot be written (expected: a file in a folder)");
    assertThatThrownBy(
            () ->
                run(
                    new TrainCommand(),
                    "--data=" + folder.resolve("not looked for"),
                    "--out=" + folder.resolve("m"),
                    "--new-taxonomy=" + folder.resolve("no/t.yml")))
        .isInstanceOf(UsageException.class)
        .hasMessageEndingWith("no/t.yml: cannot be written (expected: a file in a folder)");
    Path few = folder.resolve("few.jsonl");
    Files.writeString(few, rows(6, new Random(6)));
    assertThatThrownBy(
            () ->
                run(
                    new TrainCommand(),
                    "--data=" + few,
                    "--least=7",
                    "--out=" + folder.resolve("m")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no n-gram is in as many texts as --least says");
    Files.writeString(data, "{\"text\":\"路灯\",\"label\":\"TRANSPORT\"}\n");
    assertThatThrownBy(
            () ->
                run(
                    new TrainCommand(),
                    "--data=" + data,
                    "--out=" + folder.resolve("m"),
                    "--new-taxonomy=" + folder.resolve("t.yml")))
        .isInstanceOf(UsageException.class)
        .hasMessage("axis field: 1 labels (expected: 2 to 64)");
    Files.writeString(
        data,
        "{\"text\":\"路灯1\",\"label\":\"TRANSPORT\"}\n{\"text\":\"路灯2\",\"label\":\"HEALTH\"}\n");
    assertThatThrownBy(
            () -> run(new TrainCommand(), "--data=" + data, "--out=" + folder.resolve("m")))
        .isInstanceOf(UsageException.class)
        .hasMessage("axis field: all rows are in one fold (expected: rows of several groups)");
    assertThatThrownBy(() -> RowFile.read(csv))
        .isInstanceOf(UsageException.class)
        .hasMessage("rows.csv line 2: 3 values (expected: 2)");
    assertThatThrownBy(() -> run(new EvaluateCommand(), "--axis=colour", "--data=" + data))
        .hasMessage("--axis: colour (expected: theme, field or kind)");
    assertThatThrownBy(() -> run(new EvaluateCommand(), "--axes=field"))
        .hasMessageStartingWith("--axes: unknown");
    assertThatThrownBy(() -> RowFile.read(folder.resolve("absent.jsonl")))
        .hasMessageContaining("cannot be read");
  }

  private static String rows(int count, Random random) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int label = i % 3;
      String words = WORDS.get(label);
      StringBuilder text = new StringBuilder();
      for (int k = 0; k < 8; k++) {
        int from = random.nextInt(words.length() - 1);
        text.append(words, from, from + 2).append((char) ('一' + random.nextInt(500)));
      }
      lines
          .append("{\"id\":\"")
          .append(i)
          .append("\",\"title\":null,\"text\":\"")
          .append(text)
          .append("\",\"label\":\"")
          .append(FIELDS.get(label))
          .append("\"}\n");
    }
    return lines.toString();
  }

  static String run(Command command, String... arguments) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      command.run(new Options(List.of(arguments), new TreeSet<>(command.options())), print);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
