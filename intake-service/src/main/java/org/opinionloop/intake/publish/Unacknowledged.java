package org.opinionloop.intake.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.opinionloop.intake.request.Unavailable;
import org.opinionloop.kit.problem.ProblemException;

/** No acknowledgement came in time, so the event may or may not be on its topic. */
public final class Unacknowledged extends ProblemException {

  private static final long serialVersionUID = 1;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Instant handedOver;
  private final transient CompletableFuture<Void> end;

  /**
   * Says so.
   *
   * @param handedOver when the producer was given the event
   * @param end of the producer's attempts; see {@link #end}
   */
  public Unacknowledged(Instant handedOver, CompletableFuture<Void> end) {
    super(
        Unavailable.because(
            "no acknowledgement came in time, so it may or may not have been taken; what has an"
                + " external id counts once, however often it is sent",
            RETRY_AFTER));
    this.handedOver = handedOver;
    this.end = end;
  }

  /** If the event is on the topic, it bears this time or a later one. */
  public Instant handedOver() {
    return handedOver;
  }

  /**
   * Completes when the producer tries no longer: normally if the event is on its topic after all,
   * and exceptionally if that is not known and only the topic can tell.
   */
  public CompletableFuture<Void> end() {
    return end;
  }
}
