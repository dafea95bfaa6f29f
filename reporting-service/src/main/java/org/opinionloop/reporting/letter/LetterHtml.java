package org.opinionloop.reporting.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.opinionloop.reporting.letter.Letter.Block;
import org.opinionloop.reporting.letter.Letter.Chart;
import org.opinionloop.reporting.letter.Letter.Paragraph;
import org.opinionloop.reporting.letter.Letter.Section;
import org.opinionloop.reporting.letter.Letter.Table;

/**
 * The letter as a page that stands alone, well-formed XML, laid out after the letter form of GB/T
 * 9704-2012: A4, 22 lines of 28 characters of size 3 (16 pt), the organ's name in red above a
 * double red line, title centred in size 2 (22 pt), signature and date on the right.
 */
public final class LetterHtml {

  private static final String STYLE =
      """
      @page { size: A4; margin: 30mm 26mm 30mm 28mm;
        @bottom-center { content: "— " counter(page) " —"; font-family: Letter; font-size: 14pt; } }
      body { font-family: Letter, "Noto Serif SC", "FangSong", serif; font-size: 16pt; line-height: 28pt; color: #111111;
        font-weight: normal; margin: 0 auto; max-width: 156mm; }
      .organ { color: #d7000f; font-size: 30pt; line-height: 40pt; text-align: center; letter-spacing: 4pt; }
      .rule { border-top: 3pt solid #d7000f; border-bottom: 1pt solid #d7000f; height: 2pt; margin: 4mm 0 12mm 0; }
      h1 { font-size: 22pt; line-height: 34pt; font-weight: normal; text-align: center; margin: 0 0 28pt 0; }
      .word { white-space: nowrap; }
      h2 { font-size: 16pt; line-height: 28pt; font-weight: normal; margin: 8pt 0 0 0; text-indent: 32pt;
        page-break-after: avoid; }
      p { margin: 0; text-indent: 32pt; text-align: justify; }
      p.plain { text-indent: 0; }
      p.note { text-indent: 0; font-size: 12pt; color: #555555; }
      table { border-collapse: collapse; width: 100%; font-size: 12pt; line-height: 20pt; margin: 4pt 0 10pt 0;
        -fs-table-paginate: paginate; }
      tr { page-break-inside: avoid; }
      thead { display: table-header-group; }
      th, td { border: 0.5pt solid #444444; padding: 2pt 5pt; font-weight: normal; text-align: left; }
      th { text-align: center; }
      td.figure { text-align: right; white-space: nowrap; }
      .caption { text-indent: 0; text-align: center; font-size: 13pt; line-height: 22pt; page-break-after: avoid; }
      .chart { text-align: center; page-break-inside: avoid; margin: 8pt 0; }
      .end { page-break-inside: avoid; }
      .closing { margin-bottom: 28pt; }
      .sign { text-align: right; text-indent: 0; padding-right: 32pt; }
      @media screen { body { padding: 24pt 12pt; } svg { max-width: 100%; height: auto; } }
      @media screen and (max-width: 480pt) {
        body { font-size: 13pt; line-height: 22pt; }
        h1 { font-size: 17pt; line-height: 26pt; } h2 { font-size: 13pt; line-height: 22pt; text-indent: 0; }
        .organ { font-size: 20pt; line-height: 28pt; letter-spacing: 2pt; }
        table { font-size: 10pt; line-height: 15pt; } th, td { padding: 2pt; } }
      """;

  /** How many characters of the title's size a line holds. */
  private static final double LINE = 19;

  private static final Pattern FIGURE = Pattern.compile("[0-9.%]+|" + Tracer.NONE);

  private static final Pattern BREAK = Pattern.compile("\\R|\\t");

  private LetterHtml() {}

  /** The whole page. */
  public static String of(Letter letter) {
    StringBuilder page = new StringBuilder();
    page.append(
            "<!DOCTYPE html>\n<html lang=\"zh-Hans\"><head><meta charset=\"UTF-8\"/>"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/><title>")
        .append(escaped(letter.title().text()))
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head><body>\n<div class=\"organ\">")
        .append(escaped(letter.organ()))
        .append("</div><div class=\"rule\"></div>\n<h1>")
        .append(title(letter.title().words()))
        .append("</h1>\n<p class=\"plain\">")
        .append(escaped(letter.addressee()))
        .append("</p>\n");
    List<Block> blocks = new ArrayList<>();
    for (Section section : letter.sections()) {
      blocks.forEach(block -> append(page, block));
      page.append("<h2>").append(escaped(section.heading())).append("</h2>\n");
      blocks = new ArrayList<>(section.blocks());
    }
    // together with the end of the text, so that no page holds the signature alone
    Block last = blocks.isEmpty() ? new Paragraph("") : blocks.remove(blocks.size() - 1);
    blocks.forEach(block -> append(page, block));
    page.append("<div class=\"end\">");
    append(page, last);
    if (letter.provisional()) {
      page.append("<p class=\"note\">" + Letter.PROVISIONAL + "</p>\n");
    }
    return page.append("<p class=\"closing\">")
        .append(escaped(letter.closing()))
        .append("</p><p class=\"sign\">")
        .append(escaped(letter.signature()))
        .append("</p><p class=\"sign\">")
        .append(Draft.day(letter.date()))
        .append("</p></div>\n</body></html>\n")
        .toString();
  }

  /** On one line if it fits, or else on two as even as may be; no line ends within a word. */
  private static String title(List<String> words) {
    double whole = width(words);
    int split = 0;
    for (int i = 1; i < words.size() && whole > LINE; i++) {
      if (split == 0 || unevenness(words, i) < unevenness(words, split)) {
        split = i;
      }
    }
    StringBuilder title = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      title
          .append(i > 0 && i == split ? "<br/>" : "")
          .append("<span class=\"word\">")
          .append(escaped(words.get(i)))
          .append("</span>");
    }
    return title.toString();
  }

  private static double unevenness(List<String> words, int split) {
    return Math.abs(width(words.subList(0, split)) - width(words.subList(split, words.size())));
  }

  /** In characters; a digit or a letter of an alphabet is half of one. */
  private static double width(List<String> words) {
    return words.stream().flatMapToInt(String::chars).mapToDouble(c -> c < 0x80 ? 0.5 : 1).sum();
  }

  private static void append(StringBuilder page, Block block) {
    if (block instanceof Paragraph paragraph) {
      page.append("<p>").append(escaped(paragraph.text())).append("</p>\n");
    } else if (block instanceof Chart chart) {
      page.append("<div class=\"chart\">")
          .append(chart.svg())
          .append("<p class=\"caption\">")
          .append(escaped(chart.caption()))
          .append("</p></div>\n");
    } else if (block instanceof Table table) {
      page.append("<p class=\"caption\">")
          .append(escaped(table.caption()))
          .append("</p><table><thead><tr>");
      table.header().forEach(cell -> page.append("<th>").append(escaped(cell)).append("</th>"));
      page.append("</tr></thead><tbody>");
      for (var row : table.rows()) {
        page.append("<tr>");
        row.forEach(
            cell ->
                page.append(FIGURE.matcher(cell).matches() ? "<td class=\"figure\">" : "<td>")
                    .append(escaped(cell))
                    .append("</td>"));
        page.append("</tr>");
      }
      page.append("</tbody></table>\n");
    }
  }

  /**
   * Text on one line that cannot be taken for markup; characters that XML forbids are left out.
   * Line breaks of every kind and tabs part words, so a space stands for them.
   */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    BREAK
        .matcher(text)
        .replaceAll(" ")
        .codePoints()
        .filter(c -> c >= 0x20 && c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c <= 0xDFFF))
        .forEach(
            c -> {
              switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }
}
