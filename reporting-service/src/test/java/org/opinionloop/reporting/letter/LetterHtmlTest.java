package org.opinionloop.reporting.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.reporting.letter.Letter.Chart;
import org.opinionloop.reporting.letter.Letter.Paragraph;
import org.opinionloop.reporting.letter.Letter.Section;
import org.opinionloop.reporting.letter.Letter.Table;
import org.opinionloop.reporting.letter.Letter.Title;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Names of places, measures and units come from people: whatever they say stays text. */
class LetterHtmlTest {

  private static final List<String> PIECES =
      List.of(
          "<script>alert(1)</script>",
          "<img src=x onerror=alert(1)>",
          "\"><svg onload=alert(1)>",
          "</style></title>",
          "]]>",
          "<!--",
          "&amp;&#x3c;script&#x3e;",
          "' onmouseover='",
          "javascript:alert(1)",
          "\u0000\u0008\uFFFE",
          "\ud800",
          "路灯");

  /** All that a letter is made of. */
  private static final Set<String> ELEMENTS =
      Set.of(
          "html", "head", "meta", "title", "style", "body", "div", "h1", "h2", "p", "span", "br",
          "table", "thead", "tbody", "tr", "th", "td", "svg", "rect", "text");

  @Test
  void whateverPeopleSayStaysText() throws Exception {
    Random random = new Random(4);
    for (int i = 0; i < 500; i++) {
      StringBuilder words = new StringBuilder();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        words.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      String said = words.toString();

      Document page = parse(LetterHtml.of(letterOf(said)));

      assertThat(ELEMENTS).as(said).containsAll(elements(page));
      assertThat(page.getDocumentElement().getTextContent().split(stays(said), -1))
          .as(said)
          .hasSizeGreaterThanOrEqualTo(10);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\t", "\u000B", "\f", "\u0085", "\u2028", "\u2029"})
  void whatPartsWordsIsASpace(String parts) {
    assertThat(LetterHtml.of(letterOf("Repair lamps" + parts + "Replace signs")))
        .contains("<td>Repair lamps Replace signs</td>")
        .contains(">Repair lamps Replace signs</text>");
  }

  /** One that says this wherever it says something. */
  private static Letter letterOf(String said) {
    return new Letter(
        "2026-H1",
        LocalDate.of(2026, 1, 1),
        LocalDate.of(2026, 6, 30),
        false,
        said,
        new Title(List.of(said)),
        said,
        List.of(
            new Section(
                said,
                List.of(
                    new Paragraph(said),
                    new Table(said, List.of(said), List.of(List.of(said))),
                    new Chart(said, Charts.bars(List.of(new Charts.Bar(said, 1, "1")), 1)),
                    new Chart(said, Charts.columns(List.of(new Charts.Bar(said, 1, "1"))))))),
        said,
        said,
        LocalDate.of(2026, 7, 10),
        List.of());
  }

  /** What XML can say of it, as a pattern. */
  private static String stays(String said) {
    return Pattern.quote(said.replaceAll("[\\x00-\\x1f\\uFFFE\\ud800]", ""));
  }

  private static Set<String> elements(Document page) {
    Set<String> names = new TreeSet<>();
    NodeList all = page.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      names.add(element.getTagName());
      for (int j = 0; j < element.getAttributes().getLength(); j++) {
        assertThat(element.getAttributes().item(j).getNodeName()).doesNotStartWith("on");
      }
    }
    return names;
  }

  private static Document parse(String page) throws Exception {
    DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    return parser.parse(new InputSource(new StringReader(page)));
  }
}
