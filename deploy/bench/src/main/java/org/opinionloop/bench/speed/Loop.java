package org.opinionloop.bench.speed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The four services at work, each a process of its own. */
final class Loop {

  private static final int HEAPS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

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

  /**
   * Takes in so many opinions as fast as it goes, in heaps, each worked off before the next.
   *
   * @return how many a second of the last heap went through the whole loop
   */
  static double warmUp(HttpLoad load, Backlog backlog, int opinions) {
    double perSecond = 0;
    for (int heap = 0; heap < HEAPS; heap++) {
      long start = System.nanoTime();
      int answers = load.closed(opinions / HEAPS, PATIENCE).answers();
      if (!backlog.awaitNone(PATIENCE)) {
        throw new IllegalStateException(
            "of " + answers + " opinions " + backlog.opinions() + " are not worked off");
      }
      perSecond = answers / ((System.nanoTime() - start) / 1e9);
    }
    return perSecond;
  }
}
