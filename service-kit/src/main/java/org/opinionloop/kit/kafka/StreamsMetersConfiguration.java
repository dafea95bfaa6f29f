package org.opinionloop.kit.kafka;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Set;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Kafka Streams has hundreds of meters for each task and each of its stores, some thirty thousand
 * with 24 partitions, which Prometheus would be told every few seconds. Only those are shown that
 * somebody looks at; threads and clients keep all of theirs.
 */
@AutoConfiguration
class StreamsMetersConfiguration {

  private static final String TASK = "task.id";

  private static final Set<String> SHOWN =
      Set.of("kafka.stream.state.estimate.num.keys", "kafka.stream.state.total.sst.files.size");

  @Bean
  MeterFilter fewOfEachTask() {
    return MeterFilter.deny(StreamsMetersConfiguration::isDetail);
  }

  private static boolean isDetail(Meter.Id meter) {
    return meter.getTag(TASK) != null && !SHOWN.contains(meter.getName());
  }
}
