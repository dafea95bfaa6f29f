package org.opinionloop.local.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opinionloop.local.broker.EmbeddedBroker;

class TopicProvisionerIT {

  @TempDir private Path data;

  @ParameterizedTest
  @CsvSource({"10080, true", "43200, false"})
  void tellsOfBrokersThatForgetWhereReadersWere(String minutes, boolean told) throws Exception {
    TopicCatalogue catalogue = TopicCatalogue.shipped();
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(data, freePort(), Map.of("offsets.retention.minutes", minutes));
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
      TopicPlan plan = new TopicProvisioner(admin).provision(catalogue);

      assertThat(plan.missing()).isEqualTo(catalogue.topics());
      assertThat(plan.differences())
          .isEqualTo(told ? List.of(OffsetRetention.difference(minutes).orElseThrow()) : List.of());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
