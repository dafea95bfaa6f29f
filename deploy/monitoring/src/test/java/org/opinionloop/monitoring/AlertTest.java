package org.opinionloop.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every alert can be understood, followed up and trusted. */
class AlertTest {

  static List<Alert> alerts() {
    return Alert.all();
  }

  @Test
  void thereAreAlertsAndNoTwoHaveTheSameName() {
    assertThat(alerts()).extracting(Alert::name).isNotEmpty().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void saysWhatIsTheMatterAndHowUrgentItIs(Alert alert) {
    assertThat(alert.severity()).isIn("page", "ticket");
    assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook_url");
    assertThat(alert.annotations().get("summary")).matches("(?s).*\\{\\{ \\$(value|labels).*");
    assertThat(alert.annotations().get("description")).endsWith(".");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void leadsToItsSectionOfTheRunbook(Alert alert) {
    assertThat(alert.annotations().get("runbook_url"))
        .isEqualTo("deploy/monitoring/RUNBOOK.md#" + Runbook.anchor(alert.name()));

    assertThat(Runbook.section(alert.name()))
        .as("says how urgent it is, and what to do first")
        .contains(alert.severity().equals("page") ? "**Page.**" : "**Ticket.**")
        .contains("\n1. ");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void isTestedForFiringAndForStayingSilent(Alert alert) {
    Set<Boolean> expectations =
        Files.in("rules/tests", "_test.yaml").stream()
            .flatMap(file -> Files.each(Files.yaml(file).get("tests")))
            .flatMap(test -> Files.each(test.path("alert_rule_test")))
            .filter(test -> test.get("alertname").asString().equals(alert.name()))
            .map(test -> !test.path("exp_alerts").isEmpty())
            .collect(Collectors.toSet());

    assertThat(expectations).containsExactlyInAnyOrder(true, false);
  }
}
