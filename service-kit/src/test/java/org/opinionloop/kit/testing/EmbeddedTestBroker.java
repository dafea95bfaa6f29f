package org.opinionloop.kit.testing;

import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** The broker of Apache Kafka itself, in this JVM. */
final class EmbeddedTestBroker extends TestBroker {

  static final TestBroker SHARED = new EmbeddedTestBroker();

  private final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, PARTITIONS);

  private EmbeddedTestBroker() {
    broker.brokerProperties(SETTINGS);
    broker.afterPropertiesSet();
    Runtime.getRuntime().addShutdownHook(new Thread(broker::destroy));
  }

  @Override
  public String bootstrapServers() {
    return broker.getBrokersAsString();
  }

  @Override
  public void stop() {
    broker.getCluster().brokers().values().forEach(each -> each.shutdown());
  }

  @Override
  public void start() {
    broker.getCluster().brokers().values().forEach(each -> each.startup());
  }
}
