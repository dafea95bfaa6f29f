package org.opinionloop.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class StreamsMetersConfigurationTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void showsOfTasksAndStoresOnlyWhatSomebodyLooksAt() {
    registry.config().meterFilter(new StreamsMetersConfiguration().fewOfEachTask());

    registry.gauge("kafka.stream.alive.stream.threads", 1);
    registry.counter("kafka.stream.thread.poll.total", "thread.id", "loop-1").increment();
    registry.counter("kafka.consumer.fetch.manager.records.lag", "topic", "t").increment();
    for (String name : new String[] {"estimate.num.keys", "total.sst.files.size", "put.rate"}) {
      registry.counter("kafka.stream.state." + name, "task.id", "0_1", "rocksdb.state.id", "cases");
    }
    registry.counter("kafka.stream.task.process.total", "task.id", "0_1").increment();
    registry.counter("kafka.stream.processor.node.process.total", "task.id", "0_1").increment();

    assertThat(registry.getMeters())
        .extracting(Meter::getId)
        .extracting(Meter.Id::getName)
        .containsExactlyInAnyOrder(
            "kafka.stream.alive.stream.threads",
            "kafka.stream.thread.poll.total",
            "kafka.consumer.fetch.manager.records.lag",
            "kafka.stream.state.estimate.num.keys",
            "kafka.stream.state.total.sst.files.size");
  }
}
