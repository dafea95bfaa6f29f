package org.opinionloop.intake.publish;

import java.util.concurrent.CompletableFuture;
import org.opinionloop.contracts.Event;

/** The one way out of this service. Thread-safe; never blocks. */
public interface EventPublisher {

  /**
   * Publishes the event. The future completes when every in-sync replica has it, and not before;
   * with a {@link org.opinionloop.kit.problem.ProblemException} of status 503 when that did not
   * happen in time: then the event is on the topic or is not, and publishing it again is safe, as
   * the first one of the same id counts.
   */
  <T extends Event> CompletableFuture<Void> publish(Outlet<T> outlet, T event);
}
