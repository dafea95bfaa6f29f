package org.opinionloop.bench.speed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.opinionloop.bench.load.HttpLoad;

/**
 * The whole loop, at first at leisure, for its latency, and then under a steady load through
 * intake's door: does it keep up, what does an opinion cost in each process, and what stays of it
 * in memory and on disk.
 */
final class LoopSuite implements Suite {

  /** What its second section's name begins with. */
  static final String NAME = "The whole loop under";

  /** Processor time of a process, until the last opinion was worked off. */
  static final String COST = "CPU µs an opinion";

  /** The same while they came: less what was left to be done, more what was left from before. */
  private static final String MEANWHILE = "meanwhile";

  /** What it should sustain. */
  static final double PER_SECOND = 3000;

  /**
   * What can be sustained of the rate at which a heap goes through, for one at a time an opinion
   * costs half as much again; more only makes it pile up.
   */
  private static final double SHARE = 0.6;

  private static final int PARTS = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** A process and what it had taken of the processors before the load. */
  private record Cost(Jvm process, Contender noted, Duration before) {

    /** What it has taken an opinion since then. */
    double note(String measure, Duration since, long opinions) {
      double cost = IntakeSuite.micros(process.cpu().minus(since), opinions);
      noted.note(measure, cost);
      return cost;
    }
  }

  @Override
  public List<Section> run(Lab lab, Plan plan) throws InterruptedException {
    int port = Lab.freePort();
    Map<String, Jvm> processes = Loop.start(lab, port, Map.of());
    try (Backlog backlog = new Backlog(lab)) {
      double most = warmUp(port, plan, processes.values(), backlog);
      Section latency = Latency.measure(lab, port, plan, processes.values(), backlog);
      double perSecond = Math.min(PER_SECOND, SHARE * most);
      try (HttpLoad load = load(port)) {
        return List.of(latency, sustained(lab, plan, processes, load, backlog, perSecond));
      }
    }
  }

  private static double warmUp(int port, Plan plan, Collection<Jvm> processes, Backlog backlog) {
    Compilers compilers = new Compilers(processes, plan.patience().multipliedBy(processes.size()));
    try (HttpLoad load = load(port)) {
      return Loop.warmUp(load, backlog, plan.warmUp() / 2, compilers);
    }
  }

  /** On connections of its own: intake closes those that ask nothing for 75 seconds. */
  private static HttpLoad load(int port) {
    return new HttpLoad(port, 64, Requests.each(false, 0));
  }

  private static Section sustained(
      Lab lab,
      Plan plan,
      Map<String, Jvm> processes,
      HttpLoad load,
      Backlog backlog,
      double perSecond) {
    Section section =
        new Section(
            NAME
                + " "
                + Report.plain(perSecond)
                + " opinions a second for "
                + plan.sustained().toSeconds()
                + " s");
    Contender door = section.contender("intake's answers");
    Contender behind = section.contender("opinions not yet counted in a cell");
    List<Cost> costs = new ArrayList<>();
    processes.forEach(
        (name, process) -> costs.add(new Cost(process, section.contender(name), process.cpu())));
    long stateBefore = bytes(lab.directory().resolve("state"));
    long logBefore = bytes(lab.directory().resolve("kafka"));
    Duration own = Jvm.ownCpu();
    long answers = 0;
    long start = System.nanoTime();
    for (int part = 0; part < PARTS; part++) {
      List<Duration> since = costs.stream().map(each -> each.process().cpu()).toList();
      HttpLoad.Outcome outcome = load.open(perSecond, plan.sustained().dividedBy(PARTS));
      answers += outcome.answers() - outcome.refused();
      door.note(Contender.RATE, outcome.perSecond());
      door.note("refused", outcome.refused());
      door.note("p50 ms", outcome.p50());
      door.note("p99 ms", outcome.p99());
      behind.note("opinions", backlog.opinions());
      for (int i = 0; i < costs.size(); i++) {
        Cost each = costs.get(i);
        each.note(MEANWHILE, since.get(i), outcome.answers() - outcome.refused());
        each.noted().note("resident MB", each.process().residentBytes() / 1e6);
      }
    }
    double offered = (System.nanoTime() - start) / 1e9;
    long rest = backlog.opinions();
    boolean settled = backlog.awaitNone(PATIENCE);
    double all = (System.nanoTime() - start) / 1e9;
    double total = 0;
    for (Cost each : costs) {
      total += each.note(COST, each.before(), answers);
    }
    door.note("load generator µs", IntakeSuite.micros(Jvm.ownCpu().minus(own), answers));
    section.atLeast("opinions a second taken in", answers / offered, 0.99 * PER_SECOND);
    section.atLeast(
        "opinions a second through the whole loop, the rest waited for",
        settled ? answers / all : Double.NaN,
        0.95 * PER_SECOND);
    section.below("seconds behind at the end of the load", rest / perSecond, 5);
    section.says("CPU µs an opinion, all processes", total);
    section.says(
        "MB of state a thousand opinions",
        (bytes(lab.directory().resolve("state")) - stateBefore) / 1e6 / (answers / 1000.0));
    section.says(
        "MB of Kafka's log a thousand opinions",
        (bytes(lab.directory().resolve("kafka")) - logBefore) / 1e6 / (answers / 1000.0));
    return section;
  }

  /** What the files under it hold. */
  static long bytes(Path directory) {
    if (!Files.exists(directory)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.mapToLong(LoopSuite::size).sum();
    } catch (IOException | UncheckedIOException moving) {
      return bytes(directory); // a file went away meanwhile
    }
  }

  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException gone) {
      return 0;
    }
  }
}
