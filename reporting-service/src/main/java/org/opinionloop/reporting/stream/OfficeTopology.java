package org.opinionloop.reporting.stream;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.opinionloop.contracts.Happening;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.JsonSerde;
import org.opinionloop.contracts.MeasureRecorded;
import org.opinionloop.contracts.ServiceRated;
import org.opinionloop.contracts.Topics;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.kit.streams.Inbound;
import org.opinionloop.reporting.measures.Measure;

/**
 * What is about no single opinion, beside the closed loop and without touching its cells: ratings
 * of services into sums by day, channel, unit and service, and what was said of measures into
 * measures.
 */
final class OfficeTopology {

  private static final Map<String, JsonCodec<? extends Happening>> CODECS =
      Map.of(
          Topics.SERVICES_RATED, JsonCodec.of(ServiceRated.class),
          Topics.MEASURES_RECORDED, JsonCodec.of(MeasureRecorded.class));

  private final Inbound inbound;
  private final WorkingTime time;

  OfficeTopology(Inbound inbound, WorkingTime time) {
    this.inbound = inbound;
    this.time = time;
  }

  /** The topics to read, all as one stream. */
  static Set<String> topics() {
    return CODECS.keySet();
  }

  /** Builds it onto the stream of {@link #topics}. */
  void build(KStream<String, byte[]> records) {
    KStream<String, Happening> events = inbound.events(records, "office", CODECS);
    events
        .filter((key, event) -> event instanceof ServiceRated, Named.as("service-rated"))
        .mapValues(event -> (ServiceRated) event, Named.as("ratings"))
        .process(ratings(), Named.as("count-ratings"));
    events
        .filter((key, event) -> event instanceof MeasureRecorded, Named.as("measure-recorded"))
        .mapValues(event -> (MeasureRecorded) event, Named.as("measures"))
        .process(measures(), Named.as("fold-measure"));
  }

  private ProcessorSupplier<String, ServiceRated, Void, Void> ratings() {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, ServiceRated, Void, Void> get() {
        return new RatingProcessor(time);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(
            Stores.builder(Stores.RATINGS, Serdes.String()),
            Stores.builder(Stores.SERVICES, JsonSerde.of(RatedService.class)));
      }
    };
  }

  private static ProcessorSupplier<String, MeasureRecorded, Void, Void> measures() {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, MeasureRecorded, Void, Void> get() {
        return new MeasureProcessor();
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(Stores.builder(Stores.MEASURES, JsonSerde.of(Measure.class)));
      }
    };
  }
}
