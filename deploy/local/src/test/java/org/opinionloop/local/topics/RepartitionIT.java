package org.opinionloop.local.topics;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opinionloop.contracts.Topics;
import org.opinionloop.local.broker.EmbeddedBroker;

class RepartitionIT {

  @TempDir Path directory;

  @Test
  void saysSoWhereTheOtherClusterDoesNotTakeARecord() throws Exception {
    try (EmbeddedBroker from = start("from", Map.of());
        EmbeddedBroker to = start("to", Map.of("message.max.bytes", "1000"))) {
      Map<String, Object> client = Map.of("bootstrap.servers", from.address());
      try (Admin admin = Admin.create(client);
          KafkaProducer<String, String> producer =
              new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
        new TopicProvisioner(admin).provision(TopicCatalogue.shipped());
        producer.send(new ProducerRecord<>(Topics.OPINIONS_RECEIVED, longText())).get();
      }

      assertThatIllegalStateException()
          .isThrownBy(() -> Repartition.move(Map.of(), from.address(), to.address(), 2))
          .withMessageStartingWith(Topics.OPINIONS_RECEIVED + " could not be written: ");
    }
  }

  /** Not to be made small by compression. */
  private static String longText() {
    return new Random(7)
        .ints(5000, 'a', 'z')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private EmbeddedBroker start(String name, Map<String, String> settings) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    return EmbeddedBroker.start(directory.resolve(name), port, settings);
  }
}
