package org.opinionloop.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A tired stranger finds a section for each alert, and no link into nowhere. */
class RunbookTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(#([^)]+)\\)");
  private static final Pattern PANEL = Pattern.compile("\"([A-Z][^\"]*\\?)\"");

  @Test
  void hasASectionForEachAlertAndForNothingThatIsNone() {
    // An alert's name is one word; the other sections have titles.
    List<String> sections =
        Runbook.headings().stream().filter(heading -> !heading.contains(" ")).toList();

    assertThat(sections)
        .containsExactlyInAnyOrderElementsOf(Alert.all().stream().map(Alert::name).toList());
  }

  @Test
  void linksOnlyToSectionsThatAreThere() {
    Set<String> anchors =
        Runbook.headings().stream().map(Runbook::anchor).collect(Collectors.toSet());

    assertThat(LINK.matcher(Runbook.text()).results().map(link -> link.group(1)))
        .isNotEmpty()
        .isSubsetOf(anchors);
  }

  @Test
  void namesOnlyPanelsThatAreThere() {
    Set<String> titles = new TreeSet<>();
    Dashboard.all().forEach(board -> board.panels().forEach(panel -> titles.add(panel.title())));

    assertThat(PANEL.matcher(Runbook.text()).results().map(MatchResult::group).toList())
        .isNotEmpty()
        .allSatisfy(named -> assertThat(titles).contains(named.substring(1, named.length() - 1)));
  }
}
