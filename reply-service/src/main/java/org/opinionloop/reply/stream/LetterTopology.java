package org.opinionloop.reply.stream;

import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionCorrected;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.streams.Inbound;
import org.opinionloop.reply.correspondence.Correspondence;

/**
 * {@code opinions.classified}, {@code .answered}, {@code .corrected} and {@code .rated} to {@code
 * letters.issued}, same key, nothing repartitioned. What cannot be read is dead-lettered. Under
 * {@code exactly_once_v2} each letter is on the topic once for a reader of committed records.
 */
final class LetterTopology {

  static final String SERVICE = "reply-service";

  private final Inbound inbound;
  private final Correspondence correspondence;
  private final LetterMeters meters;

  LetterTopology(Inbound inbound, Correspondence correspondence, LetterMeters meters) {
    this.inbound = inbound;
    this.correspondence = correspondence;
    this.meters = meters;
  }

  KStream<String, byte[]> letters(
      KStream<String, byte[]> classified,
      KStream<String, byte[]> answered,
      KStream<String, byte[]> corrected,
      KStream<String, byte[]> rated) {
    JsonCodec<LetterIssued> codec = JsonCodec.of(LetterIssued.class);
    return events(classified, Topics.OPINIONS_CLASSIFIED, OpinionClassified.class)
        .merge(events(answered, Topics.OPINIONS_ANSWERED, OpinionAnswered.class))
        .merge(events(corrected, Topics.OPINIONS_CORRECTED, OpinionCorrected.class))
        .merge(events(rated, Topics.OPINIONS_RATED, OpinionRated.class))
        .process(LetterWriter.supplier(correspondence, meters), Named.as("write-letters"))
        .mapValues(codec::encode, Named.as("encode-letters"));
  }

  private <T extends Event> KStream<String, Event> events(
      KStream<String, byte[]> records, String topic, Class<T> type) {
    return inbound
        .events(records, topic, JsonCodec.of(type))
        .mapValues(event -> (Event) event, Named.as("event-of-" + topic));
  }
}
