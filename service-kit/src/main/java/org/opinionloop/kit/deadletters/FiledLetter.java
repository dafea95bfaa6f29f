package org.opinionloop.kit.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.opinionloop.kit.event.DeadLetter;

/**
 * A dead letter as it is listed: why, whose and where from; nothing of what it says.
 *
 * @param replays how often the record had been replayed before it failed this time
 * @param replay who has replayed it, when, and where the record went; absent until then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FiledLetter(
    Position id,
    State state,
    String reason,
    String cause,
    Origin origin,
    String consumer,
    Instant at,
    int replays,
    @Nullable Replay replay) {

  /** Where the record lies that could not be handled. */
  record Origin(String topic, int partition, long offset) {}

  enum State {
    /** Nobody has done anything about it. */
    WAITING,
    /** Its record has been written to its topic again. */
    REPLAYED,
    /** It has failed so often that only an explicit word replays it. */
    PARKED,
    /** Its record was too large to be copied, and is not replayed. */
    TOO_LARGE
  }

  static FiledLetter of(
      Position id, DeadLetter letter, int replays, State state, @Nullable Replay replay) {
    return new FiledLetter(
        id,
        state,
        letter.trouble().code(),
        letter.cause(),
        new Origin(letter.topic(), letter.partition(), letter.offset()),
        letter.consumer(),
        letter.at(),
        replays,
        replay);
  }
}
