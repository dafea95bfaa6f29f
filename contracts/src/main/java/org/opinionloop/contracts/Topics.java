package org.opinionloop.contracts;

import java.util.List;

/**
 * The names of the topics. The key of every {@code opinions.*}, {@code letters.*} and {@code
 * feedback-loop.cases} record is the opinion id, in UTF-8; all have the same number of partitions,
 * so that everything about one opinion is in partitions of one number. Retention and clean-up
 * policy are in {@code deploy/topics/topics.yaml}.
 */
public final class Topics {

  /** {@link OpinionReceived}, by intake. */
  public static final String OPINIONS_RECEIVED = "opinions.received";

  /** {@link OpinionClassified}, by the classifier. */
  public static final String OPINIONS_CLASSIFIED = "opinions.classified";

  /** {@link OpinionCorrected}, by intake for an officer. */
  public static final String OPINIONS_CORRECTED = "opinions.corrected";

  /** {@link OpinionAnswered}, by intake for an officer. */
  public static final String OPINIONS_ANSWERED = "opinions.answered";

  /** {@link OpinionExtended}, by intake for an officer. */
  public static final String OPINIONS_EXTENDED = "opinions.extended";

  /** {@link OpinionRejected}, by intake for an officer. */
  public static final String OPINIONS_REJECTED = "opinions.rejected";

  /** {@link OpinionRated}, by intake for the public. */
  public static final String OPINIONS_RATED = "opinions.rated";

  /** {@link OpinionGrouped}, by reporting. */
  public static final String OPINIONS_GROUPED = "opinions.grouped";

  /** {@link ServiceRated}, by intake for the public; key the service. */
  public static final String SERVICES_RATED = "services.rated";

  /** {@link MeasureRecorded}, by intake for an officer; key the measure's id. */
  public static final String MEASURES_RECORDED = "measures.recorded";

  /** {@link LetterIssued}, by reply. */
  public static final String LETTERS_ISSUED = "letters.issued";

  /** {@link LetterIssued} that could not be delivered yet, by reply's delivery. */
  public static final String LETTERS_DEFERRED = "letters.deferred";

  /** {@link LetterIssued} whose delivery is to be tried again now, by reply. */
  public static final String LETTERS_DUE = "letters.due";

  /** {@link LetterDelivered}, by reply's delivery. */
  public static final String LETTERS_DELIVERED = "letters.delivered";

  /** {@link CaseState}, by reporting; compacted. */
  public static final String CASES = "feedback-loop.cases";

  /** {@link LoopMetrics}, by reporting; compacted, key {@link LoopMetrics.Cell#key()}. */
  public static final String METRICS = "feedback-loop.metrics";

  /** {@link IssueState}, by reporting; compacted, key {@link IssueState#issue()}. */
  public static final String ISSUES = "feedback-loop.issues";

  /**
   * The keys of single opinions' contact details, and which details are withdrawn, by intake; a
   * destroyed key is a tombstone, by reply; compacted. See {@link
   * org.opinionloop.contracts.contact.ContactKey}.
   */
  public static final String CONTACT_KEYS = "opinions.contact-keys";

  /** Which dead letters operators have replayed, by all services; compacted. */
  public static final String DEAD_LETTERS_REPLAYED = "dead-letters.replayed";

  /** Every topic of the loop itself, in the order in which an opinion meets them. */
  public static final List<String> ALL =
      List.of(
          OPINIONS_RECEIVED,
          OPINIONS_CLASSIFIED,
          OPINIONS_CORRECTED,
          OPINIONS_ANSWERED,
          OPINIONS_EXTENDED,
          OPINIONS_REJECTED,
          OPINIONS_RATED,
          OPINIONS_GROUPED,
          SERVICES_RATED,
          MEASURES_RECORDED,
          LETTERS_ISSUED,
          LETTERS_DEFERRED,
          LETTERS_DUE,
          LETTERS_DELIVERED,
          CASES,
          METRICS,
          ISSUES);

  private Topics() {}

  /** Where records of this topic go that could not be read or handled. */
  public static String deadLetters(String topic) {
    return topic + ".dlt";
  }
}
