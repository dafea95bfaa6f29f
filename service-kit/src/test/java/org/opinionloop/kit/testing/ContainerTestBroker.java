package org.opinionloop.kit.testing;

import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The image that Apache Kafka publishes, as users run it. Testcontainers takes it down. */
final class ContainerTestBroker extends TestBroker {

  static final TestBroker SHARED = new ContainerTestBroker();

  private final KafkaContainer container =
      new KafkaContainer(DockerImageName.parse("apache/kafka").withTag(AppInfoParser.getVersion()));

  private ContainerTestBroker() {
    SETTINGS.forEach((name, value) -> container.addEnv(variable(name), value));
    // A port that Docker chose would be another one after a stop and a start.
    container.setPortBindings(List.of(RunningService.freePort() + ":9092"));
    container.start();
  }

  @Override
  public String bootstrapServers() {
    return container.getBootstrapServers();
  }

  @Override
  public void stop() {
    container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void start() {
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
  }

  private static String variable(String setting) {
    return "KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
