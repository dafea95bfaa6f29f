package org.opinionloop.contracts;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is counted in a cell. Each case adds 0 or 1 to each, so that for every sum of cells
 *
 * <ul>
 *   <li>{@link #RECEIVED} = {@link #NOT_ACCEPTED} + {@link #MERGED} + {@link #OPEN} + {@link
 *       #SETTLED},
 *   <li>{@link #RECEIVED} = {@link #ACKNOWLEDGED} + {@link #SUPPRESSED} + {@link #PENDING},
 *   <li>{@link #DUE} = {@link #ANSWERED_ON_TIME} + {@link #OVERDUE}.
 * </ul>
 */
public enum LoopCount {
  RECEIVED,
  /** Classified, and there is something to handle; neither merged nor refused since. */
  VALID,
  NOT_ACCEPTED,
  /** Handed in before by the same person; handled with the earlier case. */
  MERGED,
  /** The classifier was unsure and nobody has corrected or answered it since. */
  NEEDS_REVIEW,
  /** The first letter, of either kind, was issued and was to be sent. */
  ACKNOWLEDGED,
  /** ... and it reached the person. */
  ACKNOWLEDGEMENT_DELIVERED,
  /** The first letter was issued and not to be sent, with a reason. */
  SUPPRESSED,
  /** No first letter yet. */
  PENDING,
  /** Accepted and answered at least once. */
  ANSWERED,
  /** Accepted, and answered or past the promised day. */
  DUE,
  /** Due, and no promise was missed. */
  ANSWERED_ON_TIME,
  /** Due, and a promise was missed: past the day and unanswered, or answered after it. */
  OVERDUE,
  OPEN,
  SETTLED,
  /** Settled, and not reopened within the working days that make a settlement first-time. */
  SETTLED_FIRST_TIME,
  /** Settled first-time so far: the working days have not passed yet. */
  SETTLED_PROVISIONALLY,
  /** In second handling at least once. */
  REOPENED,
  /** The person rated of their own accord. */
  RATED,
  /**
   * A follow-up call that reached the person, or a rating of their own: what follows is of these.
   */
  EFFECTIVE_FOLLOW_UPS,
  /** The unit got in touch with the person. */
  RESPONDED,
  RESOLVED,
  PARTLY_RESOLVED,
  /** Levels 4 and 5. */
  SATISFIED,
  /** Level 3. */
  FAIRLY_SATISFIED,
  /** Levels 1 and 2. */
  DISSATISFIED;

  private static final Map<String, LoopCount> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(LoopCount::code, Function.identity()));

  private final String code;

  LoopCount() {
    StringBuilder camel = new StringBuilder();
    for (String word : name().split("_", -1)) {
      camel.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
    }
    camel.setCharAt(0, Character.toLowerCase(camel.charAt(0)));
    this.code = camel.toString();
  }

  /** As it stands in JSON: {@code answeredOnTime}. */
  @JsonValue
  public String code() {
    return code;
  }

  /** The count of this code, if this version knows it. */
  public static Optional<LoopCount> find(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }
}
