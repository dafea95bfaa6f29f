package org.opinionloop.intake.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {

  static final String LONG = "x".repeat(Framing.MAX_LINE + 1);
  static final String STRAY =
      "a quotation mark is opened and not closed before a comma or the end of a line";

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
  void twoQuotationMarksLeftOpenDoNotSwallowTheLinesBetweenThem() {
    String file =
        """
        channel,externalId,text
        hotline,H-1,"路灯坏了
        hotline,H-2,井盖丢了
        hotline,H-3,"公交晚点
        hotline,H-4,好
        """;

    for (String end : List.of("\n", "\r\n", "\r")) {
      assertThat(csv(file.replace("\n", end)))
          .containsExactly(
              "1:channel,externalId,text",
              "2!" + STRAY,
              "3:hotline,H-2,井盖丢了",
              "4!a quotation mark is opened and not closed",
              "5:hotline,H-4,好");
    }
  }

  @Test
  void aRecordOverLinesWithMoreCellsThanTheFirstIsReadLineByLine() {
    assertThat(csv("a,b,c\n1,2,\"open\n3,4,5\n6,7\",8\n\"9\n9\",9,9"))
        .containsExactly(
            "1:a,b,c",
            "2!over several lines, more cells than in the first line"
                + " (expected: quotation marks in pairs)",
            "3:3,4,5",
            "4:6,7\",8",
            "5:\"9\n9\",9,9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,\"2\"2,\"open", "1,2,3,\"open", "\"1\" ,\"open"})
  void aQuotationMarkOpensNothingInALineThatIsNoRecordAnyway(String line) {
    assertThat(csv("a,b,c\n" + line + "\n4,5,6\n\"7\",8,9"))
        .containsExactly("1:a,b,c", "2:" + line, "3:4,5,6", "4:\"7\",8,9");
  }

  @Test
  void anyNumberOfQuotationMarksLeftOpenCostsNoOtherLine() {
    List<String> lines = csv("a,b\n" + "\"open,c\nd,e\n".repeat(100_000));

    assertThat(lines).hasSize(200_001);
    assertThat(lines.get(199_997)).isEqualTo("199998!" + STRAY);
    assertThat(lines.get(200_000)).isEqualTo("200001:d,e");
    assertThat(csv("a,b\n" + "x\",\"\n".repeat(200_000))).hasSize(200_001);
  }

  @Test
  void aRecordOverLinesThatIsTooLongBehindItsQuotationMarksSwallowsNone() {
    String tooLong = "x".repeat(Framing.MAX_LINE - 100) + "\"," + "y".repeat(200);

    assertThat(csv("a,b\n\"open\nc,d\n" + tooLong + "\ne,f"))
        .containsExactly(
            "1:a,b",
            "2!a quotation mark is opened and not closed",
            "3:c,d",
            "4!longer than " + Framing.MAX_LINE + " bytes",
            "5:e,f");
  }

  @Test
  void linesThatAreNoRecordTogetherAreReadAgainOnceAndThenGivenUpOneByOne() {
    List<String> lines = csv("x\",\"\n".repeat(10_000) + "\"z\nok,ok");

    assertThat(lines).hasSize(10_002);
    assertThat(lines.get(10_001)).isEqualTo("10002:ok,ok");
    for (int i = 0; i < 10_001; i++) {
      assertThat(lines.get(i)).isEqualTo(i + 1 + "!" + STRAY);
    }
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

  @Test
  void everyLineOfATableHasAResultAndRecordsOverLinesCanBeRead() {
    Random random = new Random(13);
    String[] atoms = {"\"", "\"", "\"\"", ",", "\n", "\r", "\r\n", "a", "路"};
    String header = "channel,text";
    CsvTable table = new CsvTable(header.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder file = new StringBuilder(header + "\n");
      for (int n = random.nextInt(40); n > 0; n--) {
        file.append(atoms[random.nextInt(atoms.length)]);
      }
      List<Long> told = new ArrayList<>();
      for (Line line :
          lines(CsvLines::new, List.of(file.toString().getBytes(StandardCharsets.UTF_8)))) {
        int height = line instanceof Line.Whole whole ? height(whole) : 1;
        LongStream.range(line.number(), line.number() + height).forEach(told::add);
        if (height > 1) {
          assertThatCode(() -> table.object(((Line.Whole) line).bytes()))
              .as(() -> "file " + file)
              .doesNotThrowAnyException();
        }
      }

      String[] lines = file.toString().split("\r\n|\r|\n");
      assertThat(told)
          .as(() -> "file " + file)
          .isSorted()
          .doesNotHaveDuplicates()
          .containsAll(
              LongStream.rangeClosed(1, lines.length)
                  .filter(number -> !lines[(int) number - 1].isEmpty())
                  .boxed()
                  .toList());
    }
  }

  private static int height(Line.Whole record) {
    return new String(record.bytes(), StandardCharsets.UTF_8).split("\r\n|\r|\n", -1).length;
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
    return lines(kind, pieces).stream()
        .map(
            line ->
                line instanceof Line.Whole whole
                    ? whole.number() + ":" + new String(whole.bytes(), charset)
                    : line.number() + "!" + ((Line.Unreadable) line).reason())
        .toList();
  }

  private static List<Line> lines(Supplier<Framing> kind, List<byte[]> pieces) {
    Framing framing = kind.get();
    List<Line> lines = new ArrayList<>();
    pieces.forEach(piece -> lines.addAll(framing.feed(piece)));
    lines.addAll(framing.end());
    return lines;
  }
}
