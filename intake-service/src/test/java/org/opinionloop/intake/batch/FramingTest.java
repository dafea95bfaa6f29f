package org.opinionloop.intake.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {

  static final String LONG = "x".repeat(Framing.MAX_LINE + 1);

  @Test
  void jsonLinesEndWithALineFeedAndBlankOnesCount() {
    assertThat(jsonLines("{1}\n\n  \r\n{2}\r\n{3}")).containsExactly("1:{1}", "4:{2}\r", "5:{3}");
  }

  @Test
  void aJsonLineThatIsTooLongIsReportedAndTheNextIsRead() {
    assertThat(jsonLines("{1}\n" + LONG + "\n{3}"))
        .containsExactly("1:{1}", "2!longer than 307200 bytes", "3:{3}");
    assertThat(jsonLines(LONG)).containsExactly("1!longer than 307200 bytes");
    assertThat(jsonLines(LONG.substring(1))).containsExactly("1:" + LONG.substring(1));
  }

  @Test
  void aByteOrderMarkIsLeftOutAtTheBeginningOnly() {
    assertThat(jsonLines("\uFEFF{1}\n\uFEFF{2}")).containsExactly("1:{1}", "2:\uFEFF{2}");
    assertThat(csv("\uFEFFa,b")).containsExactly("1:a,b");
    byte[] begun = {(byte) 0xEF, (byte) 0xBB};
    assertThat(frame(CsvLines::new, List.of(begun), StandardCharsets.ISO_8859_1))
        .containsExactly("1:\u00EF\u00BB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void csvRecordsGoOverLinesWithinQuotationMarks(String end) {
    String file =
        "a,b" + end + "\"one" + end + "two\",\"say \"\"hi\"\"\"" + end + end + "c,d" + end;

    assertThat(csv(file))
        .containsExactly("1:a,b", "2:\"one" + end + "two\",\"say \"\"hi\"\"\"", "5:c,d");
  }

  @Test
  void aQuotationMarkInsideAFieldIsJustACharacter() {
    assertThat(csv("5\" pipe,x\ny,z")).containsExactly("1:5\" pipe,x", "2:y,z");
  }

  @Test
  void aQuotationMarkLeftOpenCostsOneLineOnly() {
    String unclosed = "a quotation mark is opened and not closed";

    assertThat(csv("a,b\n\"open,c\nd,e\nf,g"))
        .containsExactly("1:a,b", "2!" + unclosed, "3:d,e", "4:f,g");
    List<String> lines = csv("\"open\n" + "row,row\n".repeat(20_000));
    assertThat(lines).hasSize(20_001);
    assertThat(lines.get(0)).isEqualTo("1!" + unclosed);
    assertThat(lines.get(20_000)).isEqualTo("20001:row,row");
  }

  @Test
  void quotationMarksMadeToBeReadAgainAndAgainAreGivenUp() {
    List<String> lines = csv("x\",\"\n".repeat(200_000));

    assertThat(lines).hasSize(CsvLines.MAX_RESTARTS + 1);
    assertThat(lines.get(CsvLines.MAX_RESTARTS)).endsWith("from here on nothing was read");
  }

  @Test
  void aCsvLineThatIsTooLongIsReportedAndTheNextIsRead() {
    assertThat(csv("a\n" + LONG + "\nb\n\"" + LONG + "\nc"))
        .containsExactly(
            "1:a", "2!longer than 307200 bytes", "3:b", "4!longer than 307200 bytes", "5:c");
  }

  @Test
  void noByteOfAChineseCharacterIsTakenForAComma() {
    Charset charset = Charset.forName("GB18030");
    StringBuilder all = new StringBuilder();
    for (char c = '\u4E00'; c < '\u9FA6'; c++) {
      all.append(c);
    }
    all.append("\uD842\uDFB7");
    List<byte[]> pieces = new ArrayList<>();
    for (int i = 0; i < all.length() - 2; i += 1000) {
      String line = all.substring(i, Math.min(i + 1000, all.length() - 2)) + "\uD842\uDFB7\n";
      pieces.add(line.getBytes(charset));
    }

    assertThat(frame(CsvLines::new, pieces, charset))
        .hasSize(pieces.size())
        .noneMatch(line -> line.contains("!"));
  }

  @Test
  void howTheBytesArriveMakesNoDifference() {
    Random random = new Random(11);
    String[] atoms = {"\"", "\"\"", ",", "\n", "\r", "\r\n", "a", "路", "\uFEFF", " ", "{}"};
    for (int round = 0; round < 3_000; round++) {
      StringBuilder file = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) {
        file.append(atoms[random.nextInt(atoms.length)]);
      }
      byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
      for (Supplier<Framing> framing : List.<Supplier<Framing>>of(JsonLines::new, CsvLines::new)) {
        List<String> whole = frame(framing, List.of(bytes), StandardCharsets.UTF_8);
        List<String> pieces = frame(framing, cut(bytes, random), StandardCharsets.UTF_8);

        assertThat(pieces).as(() -> "file " + file).isEqualTo(whole);
      }
    }
  }

  private static List<byte[]> cut(byte[] bytes, Random random) {
    List<byte[]> pieces = new ArrayList<>();
    int from = 0;
    while (from < bytes.length) {
      int to = Math.min(bytes.length, from + random.nextInt(5));
      pieces.add(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    return pieces;
  }

  private static List<String> jsonLines(String file) {
    return frame(
        JsonLines::new, List.of(file.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  private static List<String> csv(String file) {
    return frame(
        CsvLines::new, List.of(file.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  /** As {@code number:line} or {@code number!reason}. */
  private static List<String> frame(Supplier<Framing> kind, List<byte[]> pieces, Charset charset) {
    Framing framing = kind.get();
    List<Line> lines = new ArrayList<>();
    pieces.forEach(piece -> lines.addAll(framing.feed(piece)));
    lines.addAll(framing.end());
    return lines.stream()
        .map(
            line ->
                line instanceof Line.Whole whole
                    ? whole.number() + ":" + new String(whole.bytes(), charset)
                    : line.number() + "!" + ((Line.Unreadable) line).reason())
        .toList();
  }
}
