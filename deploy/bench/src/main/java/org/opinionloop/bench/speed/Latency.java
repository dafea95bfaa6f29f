package org.opinionloop.bench.speed;

import java.time.Duration;
import java.util.Collection;
import org.opinionloop.bench.load.HttpLoad;

/**
 * From taking an opinion in to its letter and to its figures, at two hundred a second, each service
 * a process of its own. Times are from {@code recordedAt} of intake until a reader of committed
 * records has the record in hand, on one clock.
 */
final class Latency {

  private static final double PER_SECOND = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Latency() {}

  /**
   * Measures it on a loop that has nothing else to do.
   *
   * @param processes of the loop; warmed up here, as what comes singly takes other ways through
   *     them than what comes in heaps
   */
  static Section measure(Lab lab, int port, Plan plan, Collection<Jvm> processes, Backlog backlog)
      throws InterruptedException {
    Section section = new Section("Latency of the whole loop at 200 opinions a second");
    try (HttpLoad load = new HttpLoad(port, 32, Requests.each(false, 8));
        Watch watch = new Watch(lab.kafka())) {
      Compilers compilers =
          new Compilers(processes, plan.patience().multipliedBy(processes.size()));
      do {
        load.open(PER_SECOND, plan.time().multipliedBy(2));
      } while (!compilers.rest());
      if (!backlog.awaitNone(PATIENCE)) {
        throw new IllegalStateException(backlog.opinions() + " opinions are not worked off");
      }
      load.open(PER_SECOND, plan.time());
      watch.begin();
      Contender door = section.contender("intake's answer");
      HttpLoad.Outcome answers = load.open(PER_SECOND, plan.time().multipliedBy(12));
      door.note("p50 ms", answers.p50());
      door.note("p99 ms", answers.p99());
      door.note("most ms", answers.max());
      watch.end(Duration.ofSeconds(3));
      watch
          .stages()
          .forEach(
              (stage, times) -> {
                Contender each = section.contender(stage);
                each.note("p50 ms", times.quantile(0.5));
                each.note("p99 ms", times.quantile(0.99));
                each.note("most ms", times.quantile(1));
                each.note("records", times.count());
              });
      section.below("p50 to the letter issued, ms", watch.times(Watch.LETTERS).quantile(0.5), 100);
      section.below("p99 to the letter issued, ms", watch.times(Watch.LETTERS).quantile(0.99), 300);
      section.below("p99 to the cell, ms", watch.times(Watch.CELLS).quantile(0.99), 1000);
    }
    return section;
  }
}
