package org.opinionloop.intake.publish;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.Happening;
import org.opinionloop.contracts.contact.ContactKey;
import org.opinionloop.contracts.contact.ContactWithdrawn;
import org.opinionloop.kit.trace.Trace;

/** The one way out of this service. Thread-safe; never blocks. */
public interface EventPublisher {

  /**
   * Publishes the event. The future completes when every in-sync replica has it, and not before;
   * with {@link Unacknowledged} when that did not happen in time: then the event is on the topic or
   * is not; or with another {@link org.opinionloop.kit.problem.ProblemException} of status 503 when
   * it certainly is not. Publishing it again is safe, as the first one of the same id counts.
   *
   * @param cause the trace of the request, which goes on in the record's headers
   */
  <T extends Happening> CompletableFuture<Void> publish(
      Outlet<T> outlet, T event, @Nullable Trace cause);

  /**
   * Publishes the key, and when every in-sync replica has it, the event that holds what was sealed
   * with it: nobody ever sees the one without the other. The future is that of the event.
   */
  <T extends Event> CompletableFuture<Void> publish(
      ContactKey key, Outlet<T> outlet, T event, @Nullable Trace cause);

  /** Publishes that a person's contact details are withdrawn; the future is as that of an event. */
  CompletableFuture<Void> publish(ContactWithdrawn withdrawal);
}
