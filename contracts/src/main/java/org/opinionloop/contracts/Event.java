package org.opinionloop.contracts;

/**
 * Something that happened to one opinion; the value of a record whose key is the {@link
 * #opinionId()}.
 */
public sealed interface Event extends Happening
    permits OpinionReceived,
        OpinionClassified,
        OpinionCorrected,
        OpinionAnswered,
        OpinionExtended,
        OpinionRejected,
        OpinionRated,
        OpinionGrouped,
        LetterIssued,
        LetterDelivered {

  /** The opinion it happened to. */
  OpinionId opinionId();

  @Override
  default String subject() {
    return opinionId().value();
  }
}
