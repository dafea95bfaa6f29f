package org.opinionloop.contracts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The life of one opinion as far as it is known; topic {@link Topics#CASES}, key the opinion id,
 * each record replaces the one before it. It holds codes and times only: no text and nothing about
 * the person.
 *
 * @param recordedAt system time at which intake took it in
 * @param validity absent until classified, and so are the labels and the unit
 * @param theme as corrected, or else as classified; so are topic, field, kind and unit
 * @param needsReview whether the classifier was unsure and nobody has corrected or answered it
 * @param acknowledgedAt when the first letter was issued, of either kind, suppressed or not
 * @param acknowledgement how the delivery of that letter ended, once it has
 * @param suppressed why that letter was not to be sent, if it was not
 * @param answerBy the day promised in the current round of handling; none of its own if merged
 * @param dueAt the instant at which that promise lapses
 * @param overdue whether a promise was missed: lapsed unanswered, or answered after it
 * @param answeredAt business time of the first answer
 * @param outcome of the latest round that was answered
 * @param reopened how often it went into second handling
 * @param firstTime whether the first answer settled it; only while it is settled
 * @param rating the one that counts: the last of the latest round that was rated
 * @param issue what it is about together with others, if there are any; see {@link IssueState}
 * @param mergedInto the earlier case of the same person with which it is handled
 * @param history what happened, in the order of time
 * @param updatedAt system time of the latest event in it
 */
public record CaseState(
    OpinionId opinionId,
    CaseStatus status,
    String channel,
    @Nullable String district,
    Instant receivedAt,
    Instant recordedAt,
    boolean imported,
    @Nullable Validity validity,
    @Nullable String theme,
    @Nullable String topic,
    @Nullable String field,
    @Nullable Kind kind,
    @Nullable String unit,
    @Nullable Priority priority,
    boolean needsReview,
    @Nullable Instant acknowledgedAt,
    @Nullable DeliveryOutcome acknowledgement,
    @Nullable String suppressed,
    @Nullable LocalDate answerBy,
    @Nullable Instant dueAt,
    boolean overdue,
    @Nullable Instant answeredAt,
    @Nullable Outcome outcome,
    int reopened,
    @Nullable FirstTime firstTime,
    @Nullable Rating rating,
    @Nullable String issue,
    @Nullable OpinionId mergedInto,
    List<Step> history,
    Instant updatedAt) {

  /**
   * One thing that happened.
   *
   * @param event a code in kebab case, as {@code answered} or {@code acknowledgement-delivered}
   * @param at business time where the event has one, otherwise system time
   */
  public record Step(String event, Instant at) {

    /** Checks that both are there. */
    public Step {
      Texts.required("history.event", event);
      at = Texts.millis("history.at", at);
    }
  }

  /** 一次办结: whether a settled case was settled by its first answer. */
  public enum FirstTime {
    YES,
    /** Yes, if it is not reopened within the working days that count. */
    PROVISIONAL,
    /** It was reopened within the working days that count. */
    NO
  }

  /**
   * What the person thinks of the handling.
   *
   * @param level 1 (very dissatisfied) to 5 (very satisfied)
   * @param followUp whether a follow-up call asked
   * @param responded whether the unit got in touch with the person
   */
  public record Rating(
      int level, Resolved resolved, boolean followUp, boolean responded, Instant ratedAt) {

    /** Checks that what is required is there. */
    public Rating {
      Texts.required("rating.resolved", resolved);
      ratedAt = Texts.millis("rating.ratedAt", ratedAt);
    }
  }

  /** Checks that what is required is there, and copies the list. */
  public CaseState {
    Texts.required("opinionId", opinionId);
    Texts.required("status", status);
    Texts.required("channel", channel);
    receivedAt = Texts.millis("receivedAt", receivedAt);
    recordedAt = Texts.millis("recordedAt", recordedAt);
    acknowledgedAt = acknowledgedAt == null ? null : Texts.millis("acknowledgedAt", acknowledgedAt);
    dueAt = dueAt == null ? null : Texts.millis("dueAt", dueAt);
    answeredAt = answeredAt == null ? null : Texts.millis("answeredAt", answeredAt);
    history = history == null ? List.of() : List.copyOf(history);
    updatedAt = Texts.millis("updatedAt", updatedAt);
  }
}
