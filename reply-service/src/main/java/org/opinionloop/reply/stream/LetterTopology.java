package org.opinionloop.reply.stream;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionCorrected;
import org.opinionloop.contracts.OpinionExtended;
import org.opinionloop.contracts.OpinionGrouped;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.contracts.OpinionRejected;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.streams.Inbound;
import org.opinionloop.reply.correspondence.Correspondence;

/**
 * What happens to opinions to {@code letters.issued}, same key, nothing repartitioned. What cannot
 * be read is dead-lettered. Under {@code exactly_once_v2} each letter is on the topic once for a
 * reader of committed records.
 */
final class LetterTopology {

  static final String SERVICE = "reply-service";

  private static final Map<String, JsonCodec<? extends Event>> CODECS =
      Map.of(
          Topics.OPINIONS_CLASSIFIED, JsonCodec.of(OpinionClassified.class),
          Topics.OPINIONS_ANSWERED, JsonCodec.of(OpinionAnswered.class),
          Topics.OPINIONS_CORRECTED, JsonCodec.of(OpinionCorrected.class),
          Topics.OPINIONS_EXTENDED, JsonCodec.of(OpinionExtended.class),
          Topics.OPINIONS_REJECTED, JsonCodec.of(OpinionRejected.class),
          Topics.OPINIONS_RATED, JsonCodec.of(OpinionRated.class),
          Topics.OPINIONS_GROUPED, JsonCodec.of(OpinionGrouped.class));

  private final Inbound inbound;
  private final Correspondence correspondence;
  private final LetterMeters meters;

  LetterTopology(Inbound inbound, Correspondence correspondence, LetterMeters meters) {
    this.inbound = inbound;
    this.correspondence = correspondence;
    this.meters = meters;
  }

  /** The topics to read, all as one stream. */
  static Set<String> topics() {
    return CODECS.keySet();
  }

  /** The letters that the records of {@link #topics} give rise to. */
  KStream<String, byte[]> letters(KStream<String, byte[]> records) {
    JsonCodec<LetterIssued> codec = JsonCodec.of(LetterIssued.class);
    KStream<String, Event> events = inbound.events(records, "events", CODECS);
    return events
        .process(LetterWriter.supplier(correspondence, meters), Named.as("write-letters"))
        .mapValues(codec::encode, Named.as("encode-letters"));
  }
}
