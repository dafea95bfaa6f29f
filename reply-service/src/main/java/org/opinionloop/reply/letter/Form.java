package org.opinionloop.reply.letter;

import java.util.Locale;
import org.opinionloop.contracts.LetterKind;

/** What templates there are; each is of a kind of letter. */
public enum Form {
  ACKNOWLEDGEMENT(LetterKind.ACKNOWLEDGEMENT),
  NOT_ACCEPTED(LetterKind.NOT_ACCEPTED),
  EXTENSION(LetterKind.EXTENSION),
  ANSWER(LetterKind.ANSWER),
  SECOND_HANDLING(LetterKind.SECOND_HANDLING),
  MERGED(LetterKind.MERGED),
  /** The last letter of second handling: the office takes the case over from the unit. */
  ESCALATION(LetterKind.SECOND_HANDLING);

  private final LetterKind kind;
  private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

  Form(LetterKind kind) {
    this.kind = kind;
  }

  /** What it is for. */
  public LetterKind kind() {
    return kind;
  }

  /** As in file names and versions: {@code second-handling}. */
  String code() {
    return code;
  }
}
