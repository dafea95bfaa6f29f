package org.opinionloop.bench.anchor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LetterDelivered;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.Topics;

/**
 * What a dashboard would do: decodes the events, and counts them by what they say of themselves,
 * without knowing any case. One word of a key for each dimension that the event has. {@code
 * BareCount <Kafka> <directory> <prefix of the topics> <to>}
 */
public final class BareCount {

  /** As reporting-service is shipped. */
  private static final Duration COMMIT = Duration.ofMillis(200);

  private static final Map<String, Function<byte[], String>> CELLS =
      Map.of(
          Topics.OPINIONS_RECEIVED,
          cells(OpinionReceived.class, e -> e.channel() + '|' + e.district()),
          Topics.OPINIONS_CLASSIFIED,
          cells(
              OpinionClassified.class,
              e ->
                  e.envelope().channel()
                      + '|'
                      + e.theme()
                      + '|'
                      + e.field()
                      + '|'
                      + e.kind()
                      + '|'
                      + e.unit()
                      + '|'
                      + e.envelope().district()),
          Topics.LETTERS_ISSUED,
          cells(LetterIssued.class, e -> e.kind() + "|" + e.language()),
          Topics.LETTERS_DELIVERED,
          cells(LetterDelivered.class, e -> e.outcome().name()));

  private BareCount() {}

  /** Counts until it is told to stop. */
  public static void main(String[] arguments) throws InterruptedException {
    String prefix = arguments[2];
    List<String> topics = CELLS.keySet().stream().map(prefix::concat).toList();
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, byte[]> records =
        builder.stream(topics, Consumed.with(Serdes.String(), Serdes.ByteArray()));
    records
        .process(() -> new ByCell(prefix.length()))
        .groupByKey(Grouped.with(Serdes.String(), Serdes.ByteArray()))
        .count(Materialized.with(Serdes.String(), Serdes.Long()))
        .toStream()
        .to(arguments[3], Produced.with(Serdes.String(), Serdes.Long()));
    BareStreams.run(builder.build(), arguments[0], "anchor", Path.of(arguments[1]), COMMIT);
  }

  private static <T extends Event> Function<byte[], String> cells(
      Class<T> type, Function<T, String> cell) {
    JsonCodec<T> codec = JsonCodec.of(type);
    return bytes -> type.getSimpleName() + '|' + cell.apply(codec.decode(bytes));
  }

  private static final class ByCell extends ContextualProcessor<String, byte[], String, byte[]> {

    private final int prefix;

    ByCell(int prefix) {
      this.prefix = prefix;
    }

    @Override
    public void process(Record<String, byte[]> record) {
      String topic = context().recordMetadata().orElseThrow().topic().substring(prefix);
      String cell = Objects.requireNonNull(CELLS.get(topic), topic).apply(record.value());
      context().forward(record.withKey(cell).withValue(new byte[0]));
    }
  }
}
