package org.opinionloop.classifier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowFileTest {

  @TempDir private Path folder;

  @Test
  void readsCommaSeparatedValuesAsTheStandardSays() throws IOException {
    Path csv = folder.resolve("rows.csv");
    Files.writeString(
        csv, "\uFEFFid,text,theme\r\n1,\"say \"\"hi\"\",\nthere\",policy\r\n2,b,\r\n");

    List<Row> rows = RowFile.read(csv);

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).text()).isEqualTo("say \"hi\",\nthere");
    assertThat(rows.get(0).label("theme")).isEqualTo("policy");
    assertThat(rows.get(1).label("theme")).isEmpty();
  }

  @Test
  void readsBackWhateverWasWrittenAsTheStandardSays() throws IOException {
    Random random = new Random(5);
    List<String> pieces = List.of("\"", ",", "\n", "\r\n", "路灯", "a", " ", "😀");
    List<String> texts =
        random
            .ints(200, 1, 9)
            .mapToObj(
                length ->
                    random
                        .ints(length, 0, pieces.size())
                        .mapToObj(pieces::get)
                        .collect(Collectors.joining("", "x", "")))
            .toList();
    Path csv = folder.resolve("rows.csv");
    Files.writeString(
        csv,
        texts.stream()
            .map(text -> "1,\"" + text.replace("\"", "\"\"") + "\"\r\n")
            .collect(Collectors.joining("", "id,text\r\n", "")));

    assertThat(RowFile.read(csv)).extracting(Row::text).isEqualTo(texts);
  }

  @Test
  void takesAQuoteWithinAValueForWhatItIs() throws IOException {
    Path csv = folder.resolve("rows.csv");
    Files.writeString(csv, "id,text\n1,a 5\" pipe\n2,\"\"\n3,\"a\" b\"\n4,c\n");

    assertThat(RowFile.read(csv))
        .extracting(Row::text)
        .containsExactly("a 5\" pipe", "", "a b\"", "c");
  }

  @Test
  void saysWhereAQuoteOpensThatNeverCloses() throws IOException {
    Path csv = folder.resolve("rows.csv");
    Files.writeString(csv, "id,text\n1,\"a\nb\"\n2,\"c\n3,d\n");

    assertThatThrownBy(() -> RowFile.read(csv))
        .isInstanceOf(UsageException.class)
        .hasMessage("rows.csv line 4: a quote opens and never closes (expected: one more)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rows.csv", "rows.jsonl", "rows.jsonl.gz"})
  void refusesWhatIsNoUtf8(String name) throws IOException {
    String rows = name.contains("csv") ? "id,text\n1,路灯不亮\n" : "{\"text\":\"路灯不亮\"}\n";
    Path file = write(name, rows.getBytes(Charset.forName("GBK")));

    assertThatThrownBy(() -> RowFile.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessage(name + ": not in UTF-8 (expected: a file in UTF-8)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rows.csv", "rows.jsonl", "rows.jsonl.gz"})
  void passesOverAByteOrderMark(String name) throws IOException {
    String rows = name.contains("csv") ? "text\n路灯不亮\n" : "{\"text\":\"路灯不亮\"}\n";
    Path file = write(name, ("\uFEFF" + rows).getBytes(StandardCharsets.UTF_8));

    assertThat(RowFile.read(file)).extracting(Row::text).containsExactly("路灯不亮");
  }

  @Test
  void saysWhichFileIsNotGzippedOrCutOff() throws IOException {
    Path none = Files.writeString(folder.resolve("rows.jsonl.gz"), "{\"text\":\"路灯不亮\"}\n");
    byte[] whole =
        Files.readAllBytes(
            write("whole.jsonl.gz", "{}\n".repeat(9).getBytes(StandardCharsets.UTF_8)));
    Path cut = Files.write(folder.resolve("cut.jsonl.gz"), Arrays.copyOf(whole, whole.length - 9));

    for (Path file : List.of(none, cut)) {
      assertThatThrownBy(() -> RowFile.read(file))
          .isInstanceOf(UsageException.class)
          .hasMessage(file.getFileName() + ": not gzipped, or cut off (expected: what .gz says)");
    }
    Path directory = Files.createDirectory(folder.resolve("rows.csv"));
    assertThatThrownBy(() -> RowFile.read(directory))
        .isInstanceOf(UsageException.class)
        .hasMessage("rows.csv: cannot be read to its end (expected: a file)");
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
      out.write(bytes);
    }
    return file;
  }
}
