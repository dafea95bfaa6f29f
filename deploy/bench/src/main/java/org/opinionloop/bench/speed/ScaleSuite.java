package org.opinionloop.bench.speed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an opinion costs with more threads, more instances, more partitions and more opinions in the
 * stores. Each way the loop works off one heap after the other; processor time is what counts, as
 * the cores of this machine are what they are.
 */
final class ScaleSuite implements Suite {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int LAST_HEAP = 10_000;

  @Override
  public Section run(Lab first, Plan plan) {
    Section section = new Section("Scale: processor time an opinion, all four processes");
    int some = plan.records();
    List<Double> costs = new ArrayList<>();
    for (int threads : new int[] {1, 2, 4}) {
      costs.add(way(first, section, threads + " stream threads", 6, threads, 1, some));
    }
    costs.add(way(first, section, "2 instances of each", 6, 1, 2, some));
    costs.add(way(first, section, "24 partitions", 24, 1, 1, some));
    spread(section, "threads, instances, partitions: dearest over cheapest", costs);
    List<Double> sizes = new ArrayList<>();
    for (int opinions = 10_000; opinions <= largest(plan); opinions *= 10) {
      sizes.add(way(first, section, opinions + " opinions in the stores", 6, 1, 1, opinions));
    }
    spread(section, "opinions in the stores: dearest over cheapest", sizes);
    return section;
  }

  /** A million takes a quarter of an hour. */
  private static int largest(Plan plan) {
    return plan.sustained().toSeconds() >= 300 ? 1_000_000 : 100_000;
  }

  private static void spread(Section section, String what, List<Double> costs) {
    double cheapest = costs.stream().min(Double::compare).orElseThrow();
    double dearest = costs.stream().max(Double::compare).orElseThrow();
    section.below(what, dearest / cheapest, 1.3);
  }

  private static double way(
      Lab first,
      Section section,
      String name,
      int partitions,
      int threads,
      int instances,
      int opinions) {
    System.err.println("  " + name);
    Contender contender = section.contender(name);
    try (Lab lab =
        new Lab(first.home(), first.directory().resolve(name.replace(' ', '-')), partitions)) {
      Map<String, Jvm> processes = new LinkedHashMap<>();
      processes.put("broker", lab.broker());
      for (int i = 0; i < instances; i++) {
        for (String service : List.of("classifier-service", "reply-service", "reporting-service")) {
          processes.put(
              service + "-" + i,
              lab.service(
                  service + "-" + i,
                  service,
                  Lab.freePort(),
                  "--INSTANCE=" + i,
                  "--OPINION_LOOP_CLASSIFIER_CONCURRENCY=" + threads,
                  "--OPINION_LOOP_REPLY_THREADS=" + threads,
                  "--OPINION_LOOP_STREAM_THREADS=" + threads));
        }
      }
      return measure(lab, contender, processes, opinions);
    }
  }

  private static double measure(
      Lab lab, Contender contender, Map<String, Jvm> processes, int opinions) {
    Samples samples = new Samples();
    try (Feed feed = new Feed(lab.kafka(), lab.admin());
        Backlog backlog = new Backlog(lab)) {
      long fed = 0;
      while (fed < opinions) {
        feed.opinions(LAST_HEAP, samples);
        fed += LAST_HEAP;
        backlog.awaitCounted(fed, PATIENCE);
      }
      Duration cpu = Jvm.cpu(processes.values());
      long start = System.nanoTime();
      feed.opinions(LAST_HEAP, samples);
      fed += LAST_HEAP;
      backlog.awaitCounted(fed, PATIENCE);
      contender.note(Contender.RATE, LAST_HEAP / ((System.nanoTime() - start) / 1e9));
      double cost = IntakeSuite.micros(Jvm.cpu(processes.values()).minus(cpu), LAST_HEAP);
      contender.note("CPU µs an opinion", cost);
      contender.note(
          "MB of state a thousand opinions",
          LoopSuite.bytes(lab.directory().resolve("state")) / 1e6 / (fed / 1000.0));
      contender.note(
          "resident MB", processes.values().stream().mapToLong(Jvm::residentBytes).sum() / 1e6);
      return cost;
    }
  }
}
