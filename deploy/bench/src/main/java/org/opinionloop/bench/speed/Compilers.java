package org.opinionloop.bench.speed;

import java.time.Duration;
import java.util.Collection;

/**
 * Java's compilers in some processes. As long as they are at work, a rate says how far they have
 * come, and takes from the processors what they take: a service starts at a twentieth of the rate
 * that it reaches a minute of full load later.
 */
final class Compilers {

  /** Of one processor: so little is always left to do. */
  private static final double AT_REST = 0.1;

  private final Collection<Jvm> processes;
  private final long deadline;
  private Duration worked;
  private long asked;

  /**
   * Those of these processes.
   *
   * @param patience after so long they are not waited for any more
   */
  Compilers(Collection<Jvm> processes, Duration patience) {
    this.processes = processes;
    this.asked = System.nanoTime();
    this.deadline = asked + patience.toNanos();
    this.worked = worked();
  }

  /** Whether they were at rest since this was asked last, or are not waited for any more. */
  boolean rest() {
    long now = System.nanoTime();
    Duration sum = worked();
    double share = sum.minus(worked).toNanos() / (double) (now - asked);
    worked = sum;
    asked = now;
    return share < AT_REST || now > deadline;
  }

  private Duration worked() {
    return processes.stream().map(Jvm::compiling).reduce(Duration.ZERO, Duration::plus);
  }
}
