package org.opinionloop.kit.streams;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.opinionloop.kit.event.DeadLetter;
import org.opinionloop.kit.event.DeadLetterCopy;
import org.opinionloop.kit.event.DeadLetterMeter;
import org.opinionloop.kit.event.Faults;
import org.opinionloop.kit.event.Trouble;
import org.opinionloop.kit.trace.Trace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record that runs into a bug of ours goes to the dead-letter topic as it came, in the same
 * transaction, and the stream goes on; otherwise it would stop everything behind it for ever. What
 * Kafka or the store say themselves, as of a full disk, is no bug of the record: it ends the
 * thread, and the record is read again. So does a fault in what is done by the clock: there is no
 * record to put aside. See {@link #in}.
 */
public final class FaultsToDeadLetters
    implements ProcessingExceptionHandler, DeserializationExceptionHandler {

  /** Key of the configuration: the name of the service. */
  public static final String SERVICE = "opinion-loop.dead-letters.service";

  /** Key of the configuration: the {@link DeadLetterMeter}. */
  public static final String METER = "opinion-loop.dead-letters.meter";

  private static final Logger LOG = LoggerFactory.getLogger(FaultsToDeadLetters.class);

  /**
   * Adds what has to be among the settings of Kafka Streams, {@link TimeOfRecord} with it, and
   * gives them back: a factory shows a copy of its own.
   */
  public static Properties in(
      @Nullable Properties settings, String service, DeadLetterMeter meter) {
    Properties all = Objects.requireNonNull(settings, "settings of Kafka Streams");
    all.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FaultsToDeadLetters.class);
    all.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, FaultsToDeadLetters.class);
    all.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, TimeOfRecord.class);
    all.put(SERVICE, service);
    all.put(METER, meter);
    return all;
  }

  private String service = "unknown";
  private List<DeadLetterMeter> meters = List.of();

  @Override
  public void configure(Map<String, ?> configuration) {
    if (configuration.get(SERVICE) instanceof String name) {
      service = name;
    }
    if (configuration.get(METER) instanceof DeadLetterMeter meter) {
      meters = List.of(meter);
    }
  }

  @Override
  public ProcessingExceptionHandler.Response handleError(
      ErrorHandlerContext context, @Nullable Record<?, ?> record, Exception fault) {
    return fault instanceof KafkaException || context.topic() == null
        ? ProcessingExceptionHandler.Response.fail()
        : ProcessingExceptionHandler.Response.resume(List.of(deadLetter(context, fault)));
  }

  /** Topics that others write are read as bytes, so this is one of our own. */
  @Override
  public DeserializationExceptionHandler.Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception fault) {
    return DeserializationExceptionHandler.Response.resume(List.of(deadLetter(context, fault)));
  }

  private ProducerRecord<byte[], byte[]> deadLetter(ErrorHandlerContext context, Exception fault) {
    Trace.inLog(
        Trace.in(context.headers()),
        () ->
            LOG.error(
                "a record of {}-{} at {} ran into a fault and is dead-lettered",
                context.topic(),
                context.partition(),
                context.offset(),
                Faults.withoutMessages(fault)));
    DeadLetter letter =
        new DeadLetter(
            context.topic(),
            context.partition(),
            context.offset(),
            service,
            Trouble.FAULT,
            fault.getClass().getName(),
            Instant.now());
    meters.forEach(meter -> meter.count(letter, context.headers()));
    DeadLetterCopy copy =
        DeadLetterCopy.of(
            letter, context.sourceRawKey(), context.sourceRawValue(), context.headers());
    return new ProducerRecord<>(
        letter.destination(),
        context.partition(),
        context.timestamp() < 0 ? null : context.timestamp(), // of one that was not even read
        copy.key(),
        copy.value(),
        copy.headers());
  }
}
