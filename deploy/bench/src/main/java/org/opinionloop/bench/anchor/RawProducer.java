package org.opinionloop.bench.anchor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One Kafka producer as intake's, but patient enough to fill its batches: for every line on its
 * input, the number of records, sends so many of the size given and says how many a second were
 * acknowledged. {@code RawProducer <Kafka> <topic> <bytes>}
 */
public final class RawProducer {

  private RawProducer() {}

  /** Every in-sync replica, in order, in company. */
  static Map<String, Object> settings(String kafka) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka);
    settings.put("acks", "all");
    settings.put("enable.idempotence", true);
    settings.put("compression.type", "lz4");
    settings.put("batch.size", 64 * 1024);
    settings.put("linger.ms", 3);
    return settings;
  }

  /** Ends with its input. */
  public static void main(String[] arguments) throws IOException {
    String topic = arguments[1];
    byte[][] values = values(Integer.parseInt(arguments[2]));
    byte[] key = "JP2B-NTN0-MV6A-XE3P-6".getBytes(StandardCharsets.US_ASCII);
    try (var producer =
            new KafkaProducer<>(
                settings(arguments[0]), new ByteArraySerializer(), new ByteArraySerializer());
        var lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      System.out.println("ready");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int records = Integer.parseInt(line);
        AtomicInteger acknowledged = new AtomicInteger();
        long start = System.nanoTime();
        for (int i = 0; i < records; i++) {
          key[i % 4] = (byte) ('A' + i % 26);
          var unused =
              producer.send(
                  new ProducerRecord<>(topic, key.clone(), values[i % values.length]),
                  (written, failure) -> {
                    if (failure == null) {
                      acknowledged.incrementAndGet();
                    }
                  });
        }
        producer.flush();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, "%.0f%n", acknowledged.get() / seconds);
      }
    }
  }

  /** Chinese text, as compressible as such is. */
  private static byte[][] values(int bytes) {
    Random random = new Random(1);
    byte[][] values = new byte[256][];
    for (int i = 0; i < values.length; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = 0; n < bytes / 3; n++) {
        text.append((char) ('一' + (int) Math.abs(random.nextGaussian() * 400)));
      }
      values[i] = text.toString().getBytes(StandardCharsets.UTF_8);
    }
    return values;
  }
}
