package org.opinionloop.bench.speed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.kit.event.CloudEventHeaders;

/** Rounds of a stage that reads a topic: so many records at once, and how long it takes. */
final class Stages {

  private final Lab lab;
  private final Feed feed;

  Stages(Lab lab, Feed feed) {
    this.lab = lab;
    this.feed = feed;
  }

  /** A record with key and headers, as the services write them. */
  static <T extends Event> ProducerRecord<byte[], byte[]> record(
      String topic, JsonCodec<T> codec, T event) {
    return new ProducerRecord<>(
        topic,
        null,
        event.opinionId().value().getBytes(java.nio.charset.StandardCharsets.UTF_8),
        codec.encode(event),
        CloudEventHeaders.kafka(event, "/bench"));
  }

  /** A round of a stage that is done when its group has committed the last record. */
  Rounds.Round untilCommitted(
      Jvm stage, String group, int records, Supplier<ProducerRecord<byte[], byte[]>> next) {
    return until(stage, records, next, () -> feed.awaitRead(group));
  }

  /** A round of a stage that is done when this returns. */
  Rounds.Round until(
      Jvm stage, int records, Supplier<ProducerRecord<byte[], byte[]>> next, Runnable done) {
    return contender -> {
      List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>(records);
      for (int i = 0; i < records; i++) {
        all.add(next.get());
      }
      feed.prepare(all);
      Duration cpu = stage.cpu();
      Duration broker = lab.broker().cpu();
      long start = System.nanoTime();
      feed.show();
      done.run();
      double seconds = (System.nanoTime() - start) / 1e9;
      contender.note(Contender.RATE, records / seconds);
      contender.note(Contender.CPU, IntakeSuite.micros(stage.cpu().minus(cpu), records));
      contender.note("broker µs", IntakeSuite.micros(lab.broker().cpu().minus(broker), records));
    };
  }
}
