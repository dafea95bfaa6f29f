package org.opinionloop.reporting.letter;

import java.util.List;
import org.opinionloop.reporting.letter.Letter.Block;
import org.opinionloop.reporting.letter.Letter.Chart;
import org.opinionloop.reporting.letter.Letter.Paragraph;
import org.opinionloop.reporting.letter.Letter.Section;
import org.opinionloop.reporting.letter.Letter.Table;

/** The letter as Markdown. Charts are left out: their figures stand in the text. */
public final class LetterMarkdown {

  private LetterMarkdown() {}

  /** The whole letter. */
  public static String of(Letter letter) {
    StringBuilder text = new StringBuilder();
    text.append(escaped(letter.organ()))
        .append("\n\n# ")
        .append(escaped(letter.title().text()))
        .append("\n\n");
    text.append(escaped(letter.addressee())).append("\n\n");
    for (Section section : letter.sections()) {
      text.append("## ").append(escaped(section.heading())).append("\n\n");
      section.blocks().forEach(block -> append(text, block));
    }
    if (letter.provisional()) {
      text.append(Letter.PROVISIONAL).append("\n\n");
    }
    text.append(escaped(letter.closing())).append("\n\n");
    text.append(escaped(letter.signature())).append("  \n").append(Draft.day(letter.date()));
    return text.append('\n').toString();
  }

  private static void append(StringBuilder text, Block block) {
    if (block instanceof Paragraph paragraph) {
      text.append(escaped(paragraph.text())).append("\n\n");
    } else if (block instanceof Table table) {
      text.append(escaped(table.caption())).append("\n\n");
      row(text, table.header());
      row(text, table.header().stream().map(each -> "---").toList());
      table.rows().forEach(row -> row(text, row.stream().map(LetterMarkdown::escaped).toList()));
      text.append('\n');
    } else if (block instanceof Chart) {
      return;
    }
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /**
   * Text on one line in which nothing is markup, not even of GitHub's dialect, which makes links of
   * addresses: any ASCII punctuation may have a backslash before it (CommonMark 2.4).
   */
  private static String escaped(String text) {
    return text.strip()
        .replaceAll("[\\s\\p{Cntrl}]+", " ")
        .replaceAll("([\\\\`*_{}\\[\\]<>|#~&!@$])", "\\\\$1")
        .replaceAll("(?i)(https?|ftp|mailto|xmpp):", "$1\\\\:")
        .replaceAll("(?i)\\b(www)\\.", "$1\\\\.")
        .replaceAll("^([-+=])|^(\\d+)([.)])(?= |$)", "$2\\\\$1$3");
  }
}
