package org.opinionloop.local.topics;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Makes the topics that are missing on the cluster that {@code KAFKA_BOOTSTRAP_SERVERS} names, and
 * ends: the job that a deployment runs beside its services. Running it again changes nothing.
 */
public final class Provision {

  private Provision() {}

  /** Ends with 1 and a sentence if it could not. */
  public static void main(String[] arguments) throws InterruptedException {
    System.setProperty("logback.configurationFile", "logback-topics.xml");
    String bootstrap = System.getenv().getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      TopicPlan plan = new TopicProvisioner(admin).provision(TopicCatalogue.shipped());
      System.out.println("created " + plan.missing().size() + " topics at " + bootstrap);
      plan.differences().forEach(difference -> System.out.println("beware: " + difference));
    } catch (ExecutionException | KafkaException failed) {
      System.err.println("no topics at " + bootstrap + ": " + failed.getMessage());
      System.exit(1);
    }
  }
}
