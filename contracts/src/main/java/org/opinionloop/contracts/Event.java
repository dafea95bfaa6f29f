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

  /**
   * How large an event is at most, in bytes of JSON. Ours stay far below; what is larger is not
   * read, so that nothing made of it, a letter or a case, outgrows what Kafka takes.
   */
  int LARGEST = 256 << 10;

  /** The opinion it happened to. */
  OpinionId opinionId();

  @Override
  default String recordKey() {
    return opinionId().value();
  }
}
