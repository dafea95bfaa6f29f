package org.opinionloop.bench.speed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an opinion costs with more threads, more instances and more partitions. Each way the loop
 * works off one heap after the other, all but intake; processor time is what counts, as the cores
 * of this machine are what they are. Nothing counts before Java's compilers rest.
 */
final class ScaleSuite implements Suite {

  static final String NAME = "Scale: processor time an opinion, all processes but intake";

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int HEAP = 10_000;
  static final int WARM = 20_000;

  /** As many heaps are worked off for one figure, of which the middle one counts. */
  private static final int HEAPS = 5;

  static final int PARTITIONS = 6;

  /** One way to run it. */
  record Way(String name, int partitions, int threads, int instances) {}

  @Override
  public List<Section> run(Lab first, Plan plan) {
    Section section = new Section(NAME);
    List<Double> costs = new ArrayList<>();
    for (Way way :
        List.of(
            new Way("1 stream thread", PARTITIONS, 1, 1),
            new Way("2 stream threads", PARTITIONS, 2, 1),
            new Way("4 stream threads", PARTITIONS, 4, 1),
            new Way("2 instances of each", PARTITIONS, 1, 2),
            new Way("24 partitions", 24, 1, 1))) {
      costs.addAll(measure(first, section, way, List.of(WARM), plan));
    }
    spread(section, "threads, instances, partitions: dearest over cheapest", costs);
    return List.of(section);
  }

  static void spread(Section section, String what, List<Double> costs) {
    double cheapest = costs.stream().min(Double::compare).orElseThrow();
    double dearest = costs.stream().max(Double::compare).orElseThrow();
    section.below(what, dearest / cheapest, 1.3);
  }

  /** What an opinion costs after these many, once Java's compilers rest. */
  static List<Double> measure(Lab first, Section section, Way way, List<Integer> sizes, Plan plan) {
    System.err.println("  " + way.name());
    List<Double> costs = new ArrayList<>();
    try (Lab lab =
            new Lab(
                first.home(),
                first.directory().resolve(way.name().replace(' ', '-')),
                way.partitions());
        Feed feed = new Feed(lab.kafka(), lab.admin());
        Backlog backlog = new Backlog(lab)) {
      Map<String, Jvm> processes = start(lab, way);
      Samples samples = new Samples();
      Compilers compilers =
          new Compilers(processes.values(), plan.patience().multipliedBy(processes.size()));
      int fed = 0;
      for (int size : sizes) {
        for (; fed < size || !compilers.rest(); fed += HEAP) {
          workOff(feed, backlog, samples, fed + HEAP);
        }
        String name = sizes.size() > 1 ? size + " " + way.name() : way.name();
        Contender contender = section.contender(name);
        for (int heap = 0; heap < HEAPS; heap++, fed += HEAP) {
          heap(lab, contender, processes, feed, backlog, samples, fed);
        }
        costs.add(contender.median(LoopSuite.COST));
      }
    }
    return costs;
  }

  private static Map<String, Jvm> start(Lab lab, Way way) {
    Map<String, Jvm> processes = new LinkedHashMap<>();
    processes.put("broker", lab.broker());
    for (int i = 0; i < way.instances(); i++) {
      for (String service : List.of("classifier-service", "reply-service", "reporting-service")) {
        processes.put(
            service + "-" + i,
            lab.service(
                service + "-" + i,
                service,
                Lab.freePort(),
                "--INSTANCE=" + i,
                "--OPINION_LOOP_CLASSIFIER_CONCURRENCY=" + way.threads(),
                "--OPINION_LOOP_REPLY_THREADS=" + way.threads(),
                "--OPINION_LOOP_STREAM_THREADS=" + way.threads()));
      }
    }
    return processes;
  }

  private static void heap(
      Lab lab,
      Contender contender,
      Map<String, Jvm> processes,
      Feed feed,
      Backlog backlog,
      Samples samples,
      int fed) {
    Map<String, Duration> before = cpu(processes);
    long start = System.nanoTime();
    workOff(feed, backlog, samples, fed + HEAP);
    double seconds = (System.nanoTime() - start) / 1e9;
    Map<String, Duration> after = cpu(processes);
    contender.note(Contender.RATE, HEAP / seconds);
    contender.note(LoopSuite.COST, IntakeSuite.micros(sum(after).minus(sum(before)), HEAP));
    after.forEach(
        (process, cpu) ->
            contender.note(
                process + " µs", IntakeSuite.micros(cpu.minus(before.get(process)), HEAP)));
    contender.note(
        "MB of state a thousand opinions",
        LoopSuite.bytes(lab.directory().resolve("state")) / 1e6 / ((fed + HEAP) / 1000.0));
    contender.note(
        "resident MB", processes.values().stream().mapToLong(Jvm::residentBytes).sum() / 1e6);
  }

  /** By service; its instances together. */
  private static Map<String, Duration> cpu(Map<String, Jvm> processes) {
    Map<String, Duration> cpu = new LinkedHashMap<>();
    processes.forEach(
        (name, jvm) -> cpu.merge(name.replaceFirst("-service.*", ""), jvm.cpu(), Duration::plus));
    return cpu;
  }

  private static Duration sum(Map<String, Duration> cpu) {
    return cpu.values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  private static void workOff(Feed feed, Backlog backlog, Samples samples, int then) {
    feed.opinions(HEAP, samples);
    backlog.awaitCounted(then, PATIENCE);
  }
}
