package org.opinionloop.local.topics;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Makes the topics that are missing on the cluster that {@code KAFKA_BOOTSTRAP_SERVERS} names, and
 * ends: the job that a deployment runs beside its services. Running it again changes nothing. TLS
 * and SASL are set as for the services, by {@code SPRING_KAFKA_PROPERTIES_...}.
 */
public final class Provision {

  private static final String PROPERTIES = "SPRING_KAFKA_PROPERTIES_";

  private Provision() {}

  /** Ends with 1 and a sentence if it could not. */
  public static void main(String[] arguments) throws InterruptedException {
    System.setProperty("logback.configurationFile", "logback-topics.xml");
    Map<String, Object> client = client(System.getenv());
    Object bootstrap = client.get("bootstrap.servers");
    try (Admin admin = Admin.create(client)) {
      TopicPlan plan = new TopicProvisioner(admin).provision(TopicCatalogue.shipped());
      System.out.println("created " + plan.missing().size() + " topics at " + bootstrap);
      plan.differences().forEach(difference -> System.out.println("beware: " + difference));
    } catch (ExecutionException | KafkaException failed) {
      System.err.println("no topics at " + bootstrap + ": " + failed.getMessage());
      System.exit(1);
    }
  }

  /** The settings of a client that these variables of the environment make. */
  static Map<String, Object> client(Map<String, String> environment) {
    return client(
        environment, environment.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092"));
  }

  /** The same, for the cluster at this address. */
  static Map<String, Object> client(Map<String, String> environment, String bootstrap) {
    Map<String, Object> client = new HashMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PROPERTIES)) {
            String key = name.substring(PROPERTIES.length());
            client.put(key.toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
    client.put("bootstrap.servers", bootstrap);
    return client;
  }
}
