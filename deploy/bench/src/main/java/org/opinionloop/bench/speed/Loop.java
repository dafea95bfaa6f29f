package org.opinionloop.bench.speed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The four services at work, each a process of its own. */
final class Loop {

  private Loop() {}

  /**
   * Starts them.
   *
   * @param port of intake
   * @param settings of each, by its name, beside the usual ones
   * @return by name, the broker among them
   */
  static Map<String, Jvm> start(Lab lab, int port, Map<String, List<String>> settings) {
    Map<String, Jvm> all = new LinkedHashMap<>();
    all.put("broker", lab.broker());
    for (String service :
        List.of("intake-service", "classifier-service", "reply-service", "reporting-service")) {
      List<String> own = new ArrayList<>(settings.getOrDefault(service, List.of()));
      int at = service.equals("intake-service") ? port : Lab.freePort();
      all.put(service, lab.service(service, at, own.toArray(String[]::new)));
    }
    return all;
  }
}
