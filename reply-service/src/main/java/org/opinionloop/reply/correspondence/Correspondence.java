package org.opinionloop.reply.correspondence;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionCorrected;
import org.opinionloop.contracts.OpinionExtended;
import org.opinionloop.contracts.OpinionGrouped;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.contracts.OpinionRejected;
import org.opinionloop.reply.correspondence.CaseFile.AnswerMark;
import org.opinionloop.reply.correspondence.CaseFile.Opening;
import org.opinionloop.reply.correspondence.CaseFile.Waiting;
import org.opinionloop.reply.letter.Letter;
import org.opinionloop.reply.letter.LetterComposer;
import org.opinionloop.reply.letter.Promise;
import org.opinionloop.reply.letter.Promises;

/**
 * Decides which letters an event gives rise to. Every cause has one letter, however often its event
 * comes in; what an officer does before the classification is there waits for it.
 *
 * <ul>
 *   <li>The first classification: the acknowledgement, or the notice that the opinion is not
 *       accepted. A later one gives nothing.
 *   <li>An answer: its letter, also if the case is closed or was answered before, because what an
 *       officer writes is meant to be read. The same words again in the same round give nothing, as
 *       long as no rating is known that had begun another one in between.
 *   <li>A rejection: the notice that the opinion is not accepted, once, and instead of the
 *       acknowledgement if it comes first. After an answer, by business time, it gives nothing.
 *   <li>An extension: the letter with the new day, once a case. It gives nothing when the promise
 *       has lapsed or the opinion is not accepted; and when the round is answered nothing as long
 *       as no rating is known that had begun the next one by then.
 *   <li>A low rating that calls for another round, see {@link Rounds}: the letter of second
 *       handling, so many times, and one more time that of escalation, which promises no day.
 *   <li>A finding that it repeats an earlier opinion of the same person: the letter that says under
 *       which number it is answered, once for each such number. It gives nothing when the opinion
 *       is answered or not accepted: then there is nothing to be continued.
 *   <li>A correction: none; later letters follow it. A promise once written binds: corrections do
 *       not move it.
 * </ul>
 *
 * Thread-safe.
 */
public final class Correspondence {

  private final LetterComposer composer;
  private final Promises promises;
  private final SecondHandling rules;

  /** Letters written by this composer. */
  public Correspondence(LetterComposer composer, Promises promises, SecondHandling rules) {
    this.composer = composer;
    this.promises = promises;
    this.rules = rules;
  }

  /**
   * What an event leads to.
   *
   * @param file the file afterwards; an equal one, if nothing changed
   * @param letters to be issued, in order
   */
  public record Step(CaseFile file, List<LetterIssued> letters) {
    /** Copies the list. */
    public Step {
      letters = List.copyOf(letters);
    }
  }

  /**
   * Takes in one event of this file's opinion.
   *
   * @param now the date of the letters
   */
  public Step on(CaseFile file, Event event, Instant now) {
    if (event instanceof OpinionClassified classified) {
      return file.opening() == null ? open(file, classified, now) : nothing(file);
    } else if (event instanceof OpinionAnswered answered) {
      return answer(file, answered, now);
    } else if (event instanceof OpinionCorrected corrected) {
      return nothing(file.corrected(corrected));
    } else if (event instanceof OpinionRated rated) {
      return rate(file, rated, now);
    } else if (event instanceof OpinionRejected rejected) {
      if (file.opening() == null) {
        return nothing(file.keeping(file.waiting().with(rejected)));
      }
      Draft draft = new Draft(composer, event.opinionId(), file, now);
      reject(draft, rejected);
      return draft.step();
    } else if (event instanceof OpinionExtended extended) {
      if (file.opening() == null) {
        return nothing(file.keeping(file.waiting().with(extended)));
      }
      Draft draft = new Draft(composer, event.opinionId(), file, now);
      extend(draft, extended);
      return draft.step();
    } else if (event instanceof OpinionGrouped grouped && grouped.mergedInto() != null) {
      return merge(file, event.opinionId(), grouped.mergedInto(), now);
    }
    return nothing(file);
  }

  private static Step nothing(CaseFile file) {
    return new Step(file, List.of());
  }

  private Step open(CaseFile file, OpinionClassified event, Instant now) {
    Waiting waiting = file.waiting();
    Draft draft = new Draft(composer, event.opinionId(), file.opened(event), now);
    if (!event.validity().isValid()) {
      draft.write(new Letter.NotAccepted(event.validity()), 1, null);
    } else if (waiting.rejection() != null && inTime(draft.file(), waiting.rejection())) {
      reject(draft, waiting.rejection());
    } else {
      acknowledge(draft);
    }
    for (int i = 0; i < waiting.answers().size(); i++) {
      draft.answer(waiting.answers().get(i), i + 1);
    }
    if (waiting.extension() != null) {
      extend(draft, waiting.extension());
    }
    for (int i = 0; i < draft.file().merges().size(); i++) {
      tellMerged(draft, draft.file().merges().get(i), i + 1);
    }
    reopen(draft);
    return draft.step();
  }

  private void acknowledge(Draft draft) {
    Opening opening = draft.opening();
    Promise promise =
        promises.answer(
            opening.envelope().receivedAt(), draft.matter().kind(), draft.matter().theme());
    draft.write(new Letter.Acknowledgement(promise), 1, promise);
    draft.become(draft.file().at(draft.file().progress().promised(promise)));
  }

  private Step answer(CaseFile file, OpinionAnswered event, Instant now) {
    AnswerMark mark = AnswerMark.of(event);
    if (file.knows(mark) || file.waiting().repeats().contains(event)) {
      return nothing(file);
    }
    CaseFile answered = file.answered(mark);
    if (repeatsInItsRound(answered, mark)) {
      return nothing(file.keeping(file.waiting().withRepeat(event)));
    }
    if (file.opening() == null) {
      return nothing(answered.keeping(file.waiting().with(event)));
    }
    Draft draft = new Draft(composer, event.opinionId(), answered, now);
    draft.answer(event, answered.answers().size());
    reopen(draft);
    return draft.step();
  }

  /** Whether another answer of the round says the same. */
  private boolean repeatsInItsRound(CaseFile file, AnswerMark answer) {
    List<Instant> calls = calls(file);
    long round = Rounds.number(calls, answer.answeredAt());
    return file.answers().stream()
        .filter(each -> !each.equals(answer) && each.saysTheSame(answer))
        .anyMatch(each -> Rounds.number(calls, each.answeredAt()) == round);
  }

  private Step merge(CaseFile file, OpinionId id, OpinionId earlier, Instant now) {
    CaseFile merged = file.merged(earlier);
    if (file.opening() == null || merged.equals(file)) {
      return nothing(merged);
    }
    Draft draft = new Draft(composer, id, merged, now);
    tellMerged(draft, earlier, merged.merges().size());
    return draft.step();
  }

  private static void tellMerged(Draft draft, OpinionId earlier, int ordinal) {
    if (draft.file().accepted() && draft.file().answers().isEmpty()) {
      draft.write(new Letter.Merged(earlier), ordinal, null);
    }
  }

  private Step rate(CaseFile file, OpinionRated event, Instant now) {
    CaseFile rated = event.effectiveContact() ? file.rated(event) : file;
    if (rated.opening() == null) {
      return nothing(rated);
    }
    Draft draft = new Draft(composer, event.opinionId(), rated, now);
    reopen(draft);
    return draft.step();
  }

  private void reject(Draft draft, OpinionRejected event) {
    CaseFile file = draft.file();
    if (file.accepted() && inTime(file, event)) {
      draft.write(new Letter.Rejected(event.reason()), 1, null);
      draft.become(file.at(file.progress().refused()));
    }
  }

  private static boolean inTime(CaseFile file, OpinionRejected event) {
    return file.answers().stream()
        .noneMatch(answer -> answer.answeredAt().isBefore(event.rejectedAt()));
  }

  private void extend(Draft draft, OpinionExtended event) {
    CaseFile file = draft.file();
    Promise promise = file.progress().promise();
    if (!file.accepted() || file.progress().extended()) {
      return;
    }
    if (isAnswered(file, event.extendedAt())) {
      draft.become(file.keeping(file.waiting().withLast(event)));
    } else if (promise != null && !event.extendedAt().isAfter(promise.dueAt())) {
      Promise later = promises.extended(promise, event.workingDays());
      draft.write(new Letter.Extension(event.reason(), promise.answerBy(), later), 1, later);
      draft.become(
          file.keeping(file.waiting().withLast(null)).at(file.progress().extendedTo(later)));
    }
  }

  /** Whether the round was answered by then; what is said of the past is judged by the past. */
  private boolean isAnswered(CaseFile file, Instant at) {
    List<Instant> calls = calls(file);
    int round = Math.min(calls.size(), rules.times());
    Instant start = round == 0 ? Instant.MIN : calls.get(round - 1);
    return Rounds.answerAfter(start, file.answers()).filter(each -> !each.isAfter(at)).isPresent();
  }

  private void reopen(Draft draft) {
    while (draft.file().accepted()) {
      List<Instant> calls = calls(draft.file());
      int next = draft.file().progress().reopenings();
      if (next >= Math.min(calls.size(), rules.times() + 1)) {
        if (!answerLate(draft)) {
          return;
        }
      } else if (next < rules.times()) {
        Promise promise = promises.secondHandling(calls.get(next));
        draft.write(new Letter.SecondHandling(calls.get(next), promise), next + 1, promise);
        draft.become(draft.file().at(draft.file().progress().reopened(promise)));
        extendLate(draft, calls.get(next));
      } else {
        draft.write(new Letter.Escalation(calls.get(next)), next + 1, null);
        draft.become(draft.file().at(draft.file().progress().reopened(null)));
      }
    }
  }

  /** The extension that waited for this rating: it was said after it, and read before. */
  private void extendLate(Draft draft, Instant ratedAt) {
    OpinionExtended waiting = draft.file().waiting().extension();
    if (waiting != null && !waiting.extendedAt().isBefore(ratedAt)) {
      extend(draft, waiting);
    }
  }

  /** The next answer that says what was said in another round, and not in its own, if one waits. */
  private boolean answerLate(Draft draft) {
    CaseFile file = draft.file();
    Optional<OpinionAnswered> late =
        file.waiting().repeats().stream()
            .sorted(Comparator.comparing(OpinionAnswered::answeredAt))
            .filter(each -> !repeatsInItsRound(file, AnswerMark.of(each)))
            .findFirst();
    late.ifPresent(
        answer -> {
          CaseFile answered = file.answered(AnswerMark.of(answer));
          draft.become(answered.keeping(file.waiting().withoutRepeat(answer)));
          draft.answer(answer, answered.answers().size());
        });
    return late.isPresent();
  }

  private List<Instant> calls(CaseFile file) {
    return Rounds.calls(file.answers(), file.ratings(), rules.window());
  }
}
