package org.opinionloop.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody thinks of a service they have just had, without an opinion; topic {@link
 * Topics#SERVICES_RATED}, key the service. The same rating may be on the topic twice; the first one
 * counts.
 *
 * @param ratingId tells one rating from another; the same if the same is handed in again
 * @param channel through which door it came
 * @param unit the code of the unit that renders the service
 * @param service 服务事项, a code of the taxonomy
 * @param level 1 (very dissatisfied) to 5 (very satisfied), the five levels of 好差评
 * @param comment the person's words, unless they became an opinion
 * @param opinionId the opinion that the comment of a low rating became
 * @param ratedAt business time
 */
public record ServiceRated(
    String ratingId,
    String channel,
    String unit,
    String service,
    int level,
    @Nullable String comment,
    @Nullable OpinionId opinionId,
    Instant ratedAt,
    Instant recordedAt)
    implements Happening {

  /** Checks the level, and that what is required is there. */
  public ServiceRated {
    Texts.required("ratingId", ratingId);
    Texts.label("channel", channel);
    Texts.label("unit", unit);
    Texts.label("service", service);
    if (level < 1 || level > 5) {
      throw new FieldException("level", "out of range", "1 to 5");
    }
    ratedAt = Texts.millis("ratedAt", ratedAt);
    recordedAt = Texts.millis("recordedAt", recordedAt);
  }

  @Override
  public String recordKey() {
    return service;
  }

  @Override
  public String eventId() {
    return "ServiceRated:" + ratingId;
  }
}
