package org.opinionloop.reporting.hot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Fingerprint;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionId;

/**
 * What grouping is told of an opinion: first by what it is recognised, later on only how its case
 * stands.
 *
 * @param opinion by what it is recognised; null if that was told before
 */
public record Sighting(OpinionId opinionId, @Nullable Opinion opinion, Standing standing) {

  /**
   * What does not change.
   *
   * @param receivedAt business time
   * @param seenAt system time of the classification; age is counted from it
   * @param sender pseudonym of the person, if they can be recognised
   */
  public record Opinion(
      Instant receivedAt,
      Instant seenAt,
      @Nullable String sender,
      @Nullable String district,
      Fingerprint fingerprint) {

    /** Of a classified opinion; null if it has no fingerprint. */
    public static @Nullable Opinion of(OpinionClassified event) {
      return event.fingerprint() == null
          ? null
          : new Opinion(
              event.envelope().receivedAt(),
              event.recordedAt(),
              event.envelope().sender(),
              event.envelope().district(),
              event.fingerprint());
    }

    Opinion seenNoLaterThan(Instant time) {
      return seenAt.isAfter(time)
          ? new Opinion(receivedAt, time, sender, district, fingerprint)
          : this;
    }
  }
}
