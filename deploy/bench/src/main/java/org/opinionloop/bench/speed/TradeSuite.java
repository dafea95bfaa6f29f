package org.opinionloop.bench.speed;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.opinionloop.bench.load.HttpLoad;

/**
 * What the commit interval of the two stream services trades: at each, how soon letters and figures
 * come under a light load, what an opinion costs then, and how fast the loop works off a heap.
 */
final class TradeSuite implements Suite {

  static final String NAME = "The commit interval of reply and reporting";

  private static final int[] INTERVALS = {20, 50, 100, 200, 500};

  /** As where latencies are measured; two processors have room to spare. */
  private static final double PER_SECOND = 200;

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public List<Section> run(Lab first, Plan plan) throws InterruptedException {
    Section section = new Section(NAME);
    for (int interval : INTERVALS) {
      System.err.println("  " + interval + " ms");
      try (Lab lab = new Lab(first.home(), first.directory().resolve("at-" + interval))) {
        // Plain code is made at once; else a row would tell how far the compiler had come.
        lab.java("-XX:TieredStopAtLevel=1");
        measure(lab, plan, interval, section.contender(interval + " ms"));
      }
    }
    return List.of(section);
  }

  private static void measure(Lab lab, Plan plan, int interval, Contender contender)
      throws InterruptedException {
    Samples samples = new Samples();
    int port = Lab.freePort();
    List<String> setting =
        List.of(
            "--spring.cloud.stream.kafka.streams.binder.configuration.commit.interval.ms="
                + interval);
    Map<String, Jvm> processes =
        Loop.start(lab, port, Map.of("reply-service", setting, "reporting-service", setting));
    try (HttpLoad load = new HttpLoad(port, 64, Requests.each(false, 8));
        Watch watch = new Watch(lab.kafka());
        Feed feed = new Feed(lab.kafka(), lab.admin());
        Backlog backlog = new Backlog(lab)) {
      Compilers compilers = new Compilers(processes.values(), plan.patience());
      Loop.warmUp(load, backlog, plan.warmUp() / 5, compilers);
      load.open(PER_SECOND, plan.time().multipliedBy(2));
      watch.begin();
      Duration cpu = Jvm.cpu(processes.values());
      HttpLoad.Outcome outcome = load.open(PER_SECOND, plan.time().multipliedBy(12));
      contender.note(
          "CPU µs an opinion at " + Report.plain(PER_SECOND) + "/s",
          IntakeSuite.micros(Jvm.cpu(processes.values()).minus(cpu), outcome.answers()));
      watch.end(Duration.ofSeconds(3));
      contender.note("letter p50 ms", watch.times(Watch.LETTERS).quantile(0.5));
      contender.note("letter p99 ms", watch.times(Watch.LETTERS).quantile(0.99));
      contender.note("cell p50 ms", watch.times(Watch.ACKNOWLEDGED).quantile(0.5));
      contender.note("cell p99 ms", watch.times(Watch.ACKNOWLEDGED).quantile(0.99));
      long before = backlog.counted();
      feed.opinions(plan.records(), samples);
      long start = System.nanoTime();
      backlog.awaitCounted(before + plan.records(), PATIENCE);
      contender.note(
          "opinions a second off a heap", plan.records() / ((System.nanoTime() - start) / 1e9));
    }
  }
}
