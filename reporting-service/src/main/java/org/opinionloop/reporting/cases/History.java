package org.opinionloop.reporting.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.opinionloop.contracts.CaseState.Step;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.reporting.cases.Case.Received;
import org.opinionloop.reporting.cases.Rounds.Promise;
import org.opinionloop.reporting.cases.Rounds.Round;

/** What happened to a case, in the order of time; also what came too late to have an effect. */
record History(Case facts, List<Round> rounds, boolean refused, boolean merged) {

  List<Step> steps(Received received) {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step("received", received.receivedAt()));
    if (facts.classified() != null) {
      steps.add(new Step("classified", facts.classified().recordedAt()));
    }
    facts.corrections().forEach(each -> steps.add(new Step("corrected", each.at())));
    letters(steps);
    statements(steps);
    rounds.forEach(round -> turns(round, steps));
    if (merged && facts.grouped() != null) {
      steps.add(new Step("merged", facts.grouped().recordedAt()));
    }
    steps.sort(Comparator.comparing(Step::at));
    return steps;
  }

  private void letters(List<Step> steps) {
    facts
        .letters()
        .forEach(each -> steps.add(new Step(code(each.kind()) + "-issued", each.recordedAt())));
    facts
        .deliveries()
        .forEach(
            each ->
                steps.add(
                    new Step(
                        code(each.kind()) + '-' + each.outcome().name().toLowerCase(Locale.ROOT),
                        each.recordedAt())));
  }

  /** What officers decided and the person said. */
  private void statements(List<Step> steps) {
    facts.answers().forEach(each -> steps.add(new Step("answered", each.at())));
    facts
        .extensions()
        .forEach(
            each -> {
              boolean held = rounds.stream().anyMatch(round -> each.equals(round.extension()));
              steps.add(new Step(held ? "extended" : "extension-ignored", each.at()));
            });
    facts
        .rejections()
        .forEach(
            each -> {
              boolean held = facts.isEffective(each);
              steps.add(new Step(held ? "rejected" : "rejection-ignored", each.at()));
            });
    facts
        .ratings()
        .forEach(
            each ->
                steps.add(new Step(each.effective() ? "rated" : "follow-up-failed", each.at())));
  }

  private void turns(Round round, List<Step> steps) {
    if (round.reopenedAt() != null) {
      steps.add(new Step("reopened", round.reopenedAt()));
    }
    if (round.escalatedAt() != null && !refused) {
      steps.add(new Step("escalated", round.escalatedAt()));
    }
    Promise promise = round.promise();
    if (promise != null && !refused && !merged && round.missed(facts.clock())) {
      steps.add(new Step("overdue", promise.dueAt()));
    }
  }

  private static String code(LetterKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
