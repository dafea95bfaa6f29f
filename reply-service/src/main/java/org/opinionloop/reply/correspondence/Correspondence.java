package org.opinionloop.reply.correspondence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Envelope;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.LetterId;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionCorrected;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.reply.correspondence.CaseFile.AnswerMark;
import org.opinionloop.reply.correspondence.CaseFile.Corrections;
import org.opinionloop.reply.correspondence.CaseFile.Opening;
import org.opinionloop.reply.letter.Composed;
import org.opinionloop.reply.letter.Letter;
import org.opinionloop.reply.letter.LetterComposer;
import org.opinionloop.reply.letter.Matter;
import org.opinionloop.reply.letter.Promise;
import org.opinionloop.reply.letter.Promises;

/**
 * Decides which letters an event gives rise to. Every cause has one letter, however often and in
 * whatever order across topics its event comes in:
 *
 * <ul>
 *   <li>the first classification: the acknowledgement, or the notice that the opinion is not
 *       accepted; a later one gives nothing
 *   <li>an answer: its letter, also if the case is closed or was answered before, because what an
 *       officer writes is meant to be read; the same words again in the same round give nothing. An
 *       answer that comes before the classification waits for it
 *   <li>a low rating that reopens the case, see {@link Rounds}: the letter of second handling, up
 *       to a number of times
 *   <li>a correction: none; later letters follow it
 * </ul>
 *
 * A promise once written binds: corrections do not move it. Thread-safe.
 */
public final class Correspondence {

  private final LetterComposer composer;
  private final Promises promises;
  private final int secondHandlings;

  /**
   * Letters written by this composer.
   *
   * @param secondHandlings how often one case is reopened by ratings at most
   */
  public Correspondence(LetterComposer composer, Promises promises, int secondHandlings) {
    this.composer = composer;
    this.promises = promises;
    this.secondHandlings = secondHandlings;
  }

  /**
   * What an event leads to.
   *
   * @param file the file afterwards; the same one, if nothing changed
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
      return on(file, classified, now);
    } else if (event instanceof OpinionAnswered answered) {
      return on(file, answered, now);
    } else if (event instanceof OpinionCorrected corrected) {
      return new Step(file.corrected(corrected), List.of());
    } else if (event instanceof OpinionRated rated) {
      return on(file, rated, now);
    }
    return new Step(file, List.of());
  }

  private Step on(CaseFile file, OpinionClassified event, Instant now) {
    if (file.opening() != null) {
      return new Step(file, List.of());
    }
    CaseFile opened = file.opened(event);
    Draft draft = new Draft(event.opinionId(), opened, now);
    if (event.validity().isValid()) {
      Promise promise =
          promises.answer(
              event.envelope().receivedAt(), draft.matter().kind(), draft.matter().theme());
      draft.write(new Letter.Acknowledgement(promise), 1, promise);
    } else {
      draft.write(new Letter.NotAccepted(event.validity()), 1, null);
    }
    int ordinal = file.answers().size() - file.waiting().size();
    for (OpinionAnswered answer : file.waiting()) {
      draft.answer(answer, ++ordinal);
    }
    return reopen(draft);
  }

  private Step on(CaseFile file, OpinionAnswered event, Instant now) {
    AnswerMark mark =
        new AnswerMark(
            event.recordedAt(),
            event.answeredAt(),
            Objects.hash(event.outcome().name(), event.text(), event.measures(), event.unit()),
            file.reopenings());
    if (file.knows(mark)) {
      return new Step(file, List.of());
    }
    CaseFile answered = file.answered(mark);
    if (file.opening() == null) {
      return new Step(answered.kept(event), List.of());
    }
    Draft draft = new Draft(event.opinionId(), answered, now);
    draft.answer(event, answered.answers().size());
    return reopen(draft);
  }

  private Step on(CaseFile file, OpinionRated event, Instant now) {
    CaseFile rated = event.effectiveContact() ? file.rated(event) : file;
    return rated.opening() == null
        ? new Step(rated, List.of())
        : reopen(new Draft(event.opinionId(), rated, now));
  }

  private Step reopen(Draft draft) {
    CaseFile file = draft.file;
    List<Instant> reopenings = Rounds.reopenings(file.answers(), file.ratings());
    int last = Math.min(reopenings.size(), secondHandlings);
    for (int i = file.reopenings(); i < last; i++) {
      Promise promise = promises.secondHandling(reopenings.get(i));
      draft.write(new Letter.SecondHandling(reopenings.get(i), promise), i + 1, promise);
    }
    return new Step(last > file.reopenings() ? file.reopened(last) : file, draft.letters);
  }

  /** The letters that one event gives rise to. */
  private final class Draft {

    private final OpinionId opinion;
    private final CaseFile file;
    private final Opening opening;
    private final Instant now;
    private final List<LetterIssued> letters = new ArrayList<>();

    Draft(OpinionId opinion, CaseFile file, Instant now) {
      this.opinion = opinion;
      this.file = file;
      this.opening = Objects.requireNonNull(file.opening(), "opening");
      this.now = now;
    }

    Matter matter() {
      Envelope envelope = opening.envelope();
      Corrections corrections = file.corrections();
      return new Matter(
          opinion,
          envelope.channel(),
          envelope.summary(),
          envelope.language(),
          envelope.receivedAt(),
          orElse(corrections.theme(), opening.theme()),
          orElse(corrections.kind(), opening.kind()),
          orElse(corrections.unit(), opening.unit()));
    }

    void write(Letter letter, int ordinal, @Nullable Promise promise) {
      write(matter(), letter, ordinal, promise);
    }

    /** Under the name of the unit that answers, whoever the case lies with. */
    void answer(OpinionAnswered event, int ordinal) {
      write(
          matter().answeredBy(event.unit()),
          new Letter.Answer(event.outcome(), event.text(), event.measures()),
          ordinal,
          null);
    }

    private void write(Matter matter, Letter letter, int ordinal, @Nullable Promise promise) {
      Envelope envelope = opening.envelope();
      Composed text = composer.compose(matter, letter, now);
      letters.add(
          new LetterIssued(
              opinion,
              LetterId.of(opinion, letter.kind(), ordinal),
              letter.kind(),
              text.subject(),
              text.body(),
              text.language(),
              promise == null ? null : promise.answerBy(),
              promise == null ? null : promise.dueAt(),
              text.templateVersion(),
              envelope.letters() ? null : "import",
              envelope.contact(),
              envelope.recordedAt(),
              now));
    }

    private static <T> T orElse(@Nullable T value, T other) {
      return value != null ? value : other;
    }
  }
}
