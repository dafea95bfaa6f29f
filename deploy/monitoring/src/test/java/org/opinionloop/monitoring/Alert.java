package org.opinionloop.monitoring;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One alert of {@code rules/}. */
record Alert(String name, String expression, String severity, Map<String, String> annotations) {

  static List<Alert> all() {
    return rules()
        .filter(rule -> rule.has("alert"))
        .map(
            rule ->
                new Alert(
                    rule.get("alert").asString(),
                    rule.get("expr").asString(),
                    rule.path("labels").path("severity").asString(""),
                    rule.path("annotations").properties().stream()
                        .collect(
                            Collectors.toMap(
                                Map.Entry::getKey, each -> each.getValue().asString()))))
        .toList();
  }

  /** Alerts and recordings alike. */
  static Stream<JsonNode> rules() {
    return Files.in("rules", ".yaml").stream()
        .flatMap(file -> Files.each(Files.yaml(file).get("groups")))
        .flatMap(group -> Files.each(group.get("rules")));
  }

  @Override
  public String toString() {
    return name;
  }
}
