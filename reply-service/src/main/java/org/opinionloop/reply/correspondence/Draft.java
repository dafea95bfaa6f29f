package org.opinionloop.reply.correspondence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Envelope;
import org.opinionloop.contracts.LetterId;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.reply.correspondence.CaseFile.Corrections;
import org.opinionloop.reply.correspondence.CaseFile.Opening;
import org.opinionloop.reply.letter.Composed;
import org.opinionloop.reply.letter.Letter;
import org.opinionloop.reply.letter.LetterComposer;
import org.opinionloop.reply.letter.Matter;
import org.opinionloop.reply.letter.Promise;

/** The letters that one event gives rise to, and the file as it becomes while they are written. */
final class Draft {

  private final LetterComposer composer;
  private final OpinionId opinion;
  private final Opening opening;
  private final Instant now;
  private final List<LetterIssued> letters = new ArrayList<>();
  private CaseFile file;

  Draft(LetterComposer composer, OpinionId opinion, CaseFile file, Instant now) {
    this.composer = composer;
    this.opinion = opinion;
    this.opening = Objects.requireNonNull(file.opening(), "opening");
    this.file = file;
    this.now = now;
  }

  CaseFile file() {
    return file;
  }

  Opening opening() {
    return opening;
  }

  Correspondence.Step step() {
    return new Correspondence.Step(file, letters);
  }

  void become(CaseFile next) {
    file = next;
  }

  /** The case as it lies, with its labels as corrected. */
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
