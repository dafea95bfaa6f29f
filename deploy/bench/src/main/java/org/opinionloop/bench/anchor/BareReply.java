package org.opinionloop.bench.anchor;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.JsonSerde;
import org.opinionloop.contracts.LetterId;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.kit.event.CloudEventHeaders;
import org.opinionloop.reply.correspondence.CaseFile;
import org.opinionloop.reply.letter.Promise;

/**
 * Reads classified opinions, looks each up in a store, keeps what reply-service would keep of it,
 * and writes a letter of the same length, the same one each time: nothing is decided and nothing is
 * composed. {@code BareReply <Kafka> <directory> <from> <to>}
 */
public final class BareReply {

  /** As reply-service is shipped. */
  private static final Duration COMMIT = Duration.ofMillis(50);

  private static final String STORE = "files";

  /** As long as an acknowledgement is, on the average of the sample. */
  private static final String BODY = "您的意见已经收到并完成登记，感谢您对我们工作的关心和支持。\n".repeat(24);

  private static final Promise PROMISE =
      new Promise(LocalDate.of(2026, 1, 15), Instant.parse("2026-01-15T09:00:00Z"));

  private BareReply() {}

  /** Works until it is told to stop. */
  public static void main(String[] arguments) throws InterruptedException {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(arguments[2], Consumed.with(Serdes.String(), Serdes.ByteArray()))
        .process(new Writers())
        .to(arguments[3], Produced.with(Serdes.String(), Serdes.ByteArray()));
    BareStreams.run(builder.build(), arguments[0], "anchor", Path.of(arguments[1]), COMMIT);
  }

  private static final class Writers implements ProcessorSupplier<String, byte[], String, byte[]> {

    private final JsonCodec<OpinionClassified> classified = JsonCodec.of(OpinionClassified.class);
    private final JsonCodec<LetterIssued> issued = JsonCodec.of(LetterIssued.class);

    @Override
    public Processor<String, byte[], String, byte[]> get() {
      return new Writer(classified, issued);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          Stores.keyValueStoreBuilder(
              Stores.persistentKeyValueStore(STORE),
              Serdes.String(),
              JsonSerde.of(CaseFile.class)));
    }
  }

  private static final class Writer extends ContextualProcessor<String, byte[], String, byte[]> {

    private final JsonCodec<OpinionClassified> classified;
    private final JsonCodec<LetterIssued> issued;

    Writer(JsonCodec<OpinionClassified> classified, JsonCodec<LetterIssued> issued) {
      this.classified = classified;
      this.issued = issued;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
      super.init(context);
    }

    @Override
    public void process(Record<String, byte[]> record) {
      OpinionClassified event = classified.decode(record.value());
      KeyValueStore<String, CaseFile> files = context().getStateStore(STORE);
      if (files.get(record.key()) != null) {
        return;
      }
      files.put(
          record.key(),
          new CaseFile(
              new CaseFile.Opening(
                  event.validity(), event.theme(), event.kind(), event.unit(), event.envelope()),
              CaseFile.EMPTY.corrections(),
              CaseFile.EMPTY.answers(),
              CaseFile.EMPTY.ratings(),
              CaseFile.EMPTY.merges(),
              CaseFile.EMPTY.waiting(),
              new CaseFile.Progress(PROMISE, 0, false, false)));
      LetterIssued letter =
          new LetterIssued(
              event.opinionId(),
              LetterId.of(event.opinionId(), LetterKind.ACKNOWLEDGEMENT, 1),
              LetterKind.ACKNOWLEDGEMENT,
              "您的意见已受理，受理编号" + event.opinionId(),
              BODY,
              "zh-Hans",
              PROMISE.answerBy(),
              PROMISE.dueAt(),
              "acknowledgement/zh-Hans/1",
              null,
              event.envelope().contact(),
              event.envelope().recordedAt(),
              Instant.ofEpochMilli(context().currentSystemTimeMs()));
      context()
          .forward(
              new Record<>(
                  record.key(),
                  issued.encode(letter),
                  record.timestamp(),
                  CloudEventHeaders.kafka(letter, "/reply-service")));
    }
  }
}
