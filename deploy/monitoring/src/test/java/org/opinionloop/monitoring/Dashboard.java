package org.opinionloop.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One dashboard of {@code dashboards/}. */
record Dashboard(String file, JsonNode json) {

  static List<Dashboard> all() {
    return Files.in("dashboards", ".json").stream()
        .map(file -> new Dashboard(file, Files.json(file)))
        .toList();
  }

  /** What shows something: rows left out. */
  List<Panel> panels() {
    return Files.each(json.get("panels"))
        .filter(panel -> !panel.get("type").asString().equals("row"))
        .map(panel -> new Panel(this, panel))
        .toList();
  }

  /** Rows too: whatever takes up room. */
  Stream<JsonNode> boxes() {
    return Files.each(json.get("panels"));
  }

  Stream<JsonNode> variables() {
    return Files.each(json.path("templating").path("list"));
  }

  List<String> queryVariables() {
    return variables()
        .filter(variable -> variable.get("type").asString().equals("query"))
        .map(variable -> variable.path("query").path("query").asString())
        .toList();
  }

  @Override
  public String toString() {
    return file;
  }

  /** One panel, with the questions that it asks. */
  record Panel(Dashboard dashboard, JsonNode json) {

    String title() {
      return json.path("title").asString("");
    }

    List<Question> questions() {
      List<Question> questions = new ArrayList<>();
      Files.each(json.path("targets"))
          .forEach(
              target ->
                  questions.add(
                      new Question(
                          target.path("expr").asString(""),
                          target.path("legendFormat").asString(""),
                          target.path("datasource").path("uid").asString(""))));
      return questions;
    }

    @Override
    public String toString() {
      return dashboard.file() + ": " + title();
    }
  }

  /** What a panel asks Prometheus. */
  record Question(String expression, String legend, String datasource) {}
}
