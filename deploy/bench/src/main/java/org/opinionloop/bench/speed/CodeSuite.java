package org.opinionloop.bench.speed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What JMH has found of the code that every opinion runs through; the script has run it before. */
final class CodeSuite implements Suite {

  @Override
  public List<Section> run(Lab lab, Plan plan) {
    Path measured = lab.home().resolve("deploy/bench/target/code.json");
    if (!Files.exists(measured)) {
      throw new IllegalStateException("see deploy/bench/target/code.log");
    }
    Section section = new Section("Code, by JMH, one thread");
    for (JsonNode each : new JsonMapper().readTree(measured.toFile())) {
      String name = each.path("benchmark").stringValue();
      Contender code = section.contender(name.substring(name.lastIndexOf('.') + 1));
      for (JsonNode fork : each.path("primaryMetric").path("rawData")) {
        fork.forEach(round -> code.note("ns", round.doubleValue()));
      }
      code.note(
          "bytes",
          each.path("secondaryMetrics").path("gc.alloc.rate.norm").path("score").doubleValue());
    }
    return List.of(section);
  }
}
