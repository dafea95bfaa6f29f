package org.opinionloop.reporting.cells;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.contracts.CaseState.FirstTime;
import org.opinionloop.contracts.CaseStatus;
import org.opinionloop.contracts.DeliveryOutcome;
import org.opinionloop.contracts.DurationHistogram;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.LoopMetrics;
import org.opinionloop.contracts.LoopMetrics.Cell;
import org.opinionloop.contracts.Resolved;
import org.opinionloop.contracts.calendar.WorkingTime;

/**
 * What one case adds to the figures: its cell and what it counts there. A function of the published
 * case alone, so anybody can work out the figures again from {@code feedback-loop.cases}.
 */
public record Contribution(Cell cell, Tally tally) {

  /** What this case adds. */
  public static Contribution of(CaseState state, WorkingTime time) {
    return of(state, List.of(), time);
  }

  /**
   * What this case adds, with traits that are no dimensions of their own and stay within reporting.
   *
   * @param traits as {@code measure:REPAIR}, each once
   */
  public static Contribution of(CaseState state, List<String> traits, WorkingTime time) {
    return new Contribution(
        new Cell(
            time.dayOf(state.receivedAt()),
            state.channel(),
            label(state.theme()),
            label(state.field()),
            state.kind() == null ? Cell.UNCLASSIFIED : state.kind().name(),
            label(state.unit()),
            state.district() == null || state.district().isBlank() ? Cell.NONE : state.district()),
        new Tally(counts(state), durations(state, time), facets(state, traits)));
  }

  /**
   * The changes that turn the one contribution into the other, by cell; none if they are the same.
   */
  public static List<Contribution> changes(
      @Nullable Contribution before, @Nullable Contribution after) {
    if (Objects.equals(before, after)) {
      return List.of();
    }
    List<Contribution> changes = new ArrayList<>();
    if (before != null && after != null && before.cell().equals(after.cell())) {
      changes.add(new Contribution(after.cell(), after.tally().plus(before.tally().negated())));
    } else {
      if (before != null) {
        changes.add(new Contribution(before.cell(), before.tally().negated()));
      }
      if (after != null) {
        changes.add(after);
      }
    }
    return changes;
  }

  private static String label(@Nullable String label) {
    return label == null ? Cell.UNCLASSIFIED : label;
  }

  private static Map<LoopCount, Long> counts(CaseState state) {
    Counting counting = new Counting();
    counting.one(LoopCount.RECEIVED);
    counting.one(
        switch (state.status()) {
          case NOT_ACCEPTED -> LoopCount.NOT_ACCEPTED;
          case MERGED -> LoopCount.MERGED;
          case ANSWERED -> LoopCount.SETTLED;
          case RECEIVED, CLASSIFIED, ACKNOWLEDGED, REOPENED -> LoopCount.OPEN;
        });
    counting.one(
        state.acknowledgedAt() == null
            ? LoopCount.PENDING
            : state.suppressed() == null ? LoopCount.ACKNOWLEDGED : LoopCount.SUPPRESSED);
    if (state.status() != CaseStatus.NOT_ACCEPTED && state.status() != CaseStatus.MERGED) {
      handling(state, counting);
    }
    return counting.counts;
  }

  private static void handling(CaseState state, Counting counting) {
    boolean answered = state.answeredAt() != null;
    boolean settled = state.status() == CaseStatus.ANSWERED;
    counting.when(LoopCount.VALID, state.validity() != null);
    counting.when(LoopCount.NEEDS_REVIEW, state.needsReview());
    counting.when(
        LoopCount.ACKNOWLEDGEMENT_DELIVERED,
        state.acknowledgement() == DeliveryOutcome.DELIVERED && state.suppressed() == null);
    counting.when(LoopCount.ANSWERED, answered);
    counting.when(LoopCount.DUE, answered || state.overdue());
    counting.when(LoopCount.ANSWERED_ON_TIME, answered && !state.overdue());
    counting.when(LoopCount.OVERDUE, state.overdue());
    counting.when(LoopCount.SETTLED_FIRST_TIME, settled && state.firstTime() != FirstTime.NO);
    counting.when(
        LoopCount.SETTLED_PROVISIONALLY, settled && state.firstTime() == FirstTime.PROVISIONAL);
    counting.when(LoopCount.REOPENED, state.reopened() > 0);
    CaseState.Rating rating = state.rating();
    if (rating != null) {
      counting.one(LoopCount.EFFECTIVE_FOLLOW_UPS);
      counting.when(LoopCount.RATED, !rating.followUp());
      counting.when(LoopCount.RESPONDED, rating.responded());
      counting.when(LoopCount.RESOLVED, rating.resolved() == Resolved.YES);
      counting.when(LoopCount.PARTLY_RESOLVED, rating.resolved() == Resolved.PARTLY);
      counting.one(
          rating.level() >= 4
              ? LoopCount.SATISFIED
              : rating.level() == 3 ? LoopCount.FAIRLY_SATISFIED : LoopCount.DISSATISFIED);
    }
  }

  /**
   * The acknowledgement is measured by system time, from taking in to issuing; the answer by
   * business time. A clock that ran backwards counts as no time.
   */
  private static Map<String, DurationHistogram> durations(CaseState state, WorkingTime time) {
    Map<String, DurationHistogram> durations = new TreeMap<>();
    if (state.acknowledgedAt() != null && state.suppressed() == null) {
      durations.put(
          LoopMetrics.ACKNOWLEDGE,
          DurationHistogram.of(
              Math.max(0, time.minutesBetween(state.recordedAt(), state.acknowledgedAt()))));
    }
    if (state.answeredAt() != null
        && state.status() != CaseStatus.NOT_ACCEPTED
        && state.status() != CaseStatus.MERGED) {
      durations.put(
          LoopMetrics.ANSWER,
          DurationHistogram.of(
              Math.max(0, time.minutesBetween(state.receivedAt(), state.answeredAt()))));
    }
    return durations;
  }

  private static Map<String, Long> facets(CaseState state, List<String> traits) {
    if (state.status() == CaseStatus.NOT_ACCEPTED || state.status() == CaseStatus.MERGED) {
      return Map.of();
    }
    Map<String, Long> facets = new TreeMap<>();
    if (state.topic() != null) {
      facets.put("topic:" + state.topic(), 1L);
    }
    traits.forEach(trait -> facets.put(trait, 1L));
    return facets;
  }

  private static final class Counting {

    private final Map<LoopCount, Long> counts = new EnumMap<>(LoopCount.class);

    void one(LoopCount count) {
      counts.put(count, 1L);
    }

    void when(LoopCount count, boolean holds) {
      if (holds) {
        one(count);
      }
    }
  }
}
