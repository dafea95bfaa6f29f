package org.opinionloop.bench.speed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opinionloop.bench.load.HttpLoad;

/** The four services at work, each a process of its own. */
final class Loop {

  private static final int HEAPS = 5;

  /** More than so many are not waited for, however slowly Java compiles. */
  private static final int MOST_HEAPS = 25;

  /** A heap that is worked off so much faster than all before it shows that Java still warms up. */
  private static final double FASTER = 1.05;

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
   * Takes opinions in as fast as it goes, in heaps, each worked off before the next, until two in a
   * row were not worked off faster than the best before them and Java's compilers rest.
   *
   * @param opinions of five heaps, which are the least
   * @return how many a second of the last heap went through the whole loop
   */
  static double warmUp(HttpLoad load, Backlog backlog, int opinions, Compilers compilers) {
    double perSecond = 0;
    double best = 0;
    int noFaster = 0;
    boolean rest = false;
    for (int heap = 0; heap < HEAPS || (heap < MOST_HEAPS && (noFaster < 2 || !rest)); heap++) {
      long start = System.nanoTime();
      int answers = load.closed(opinions / HEAPS, PATIENCE).answers();
      if (!backlog.awaitNone(PATIENCE)) {
        throw new IllegalStateException(
            "of " + answers + " opinions " + backlog.opinions() + " are not worked off");
      }
      perSecond = answers / ((System.nanoTime() - start) / 1e9);
      System.err.printf("warming up: %,.0f opinions a second%n", perSecond);
      noFaster = perSecond > FASTER * best ? 0 : noFaster + 1;
      best = Math.max(best, perSecond);
      rest = compilers.rest();
    }
    return perSecond;
  }
}
