package org.opinionloop.local.topics;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Moves the loop to a cluster on which its topics have another number of partitions: {@code
 * Repartition <from host:port> <to host:port> <partitions>}. The services are stopped meanwhile.
 * Nothing is changed on the cluster from which it moves. TLS and SASL are set as for the services,
 * by {@code SPRING_KAFKA_PROPERTIES_...}, and are the same for both clusters.
 */
public final class Repartition {

  private Repartition() {}

  /** Ends with 1 and a sentence if it could not. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 3) {
      System.err.println("repartition FROM-HOST:PORT TO-HOST:PORT PARTITIONS");
      System.exit(1);
    }
    try {
      move(System.getenv(), arguments[0], arguments[1], Integer.parseInt(arguments[2]))
          .forEach((topic, records) -> System.out.printf("%,12d  %s%n", records, topic));
    } catch (ExecutionException | KafkaException | IllegalStateException failed) {
      System.err.println("not moved: " + failed.getMessage());
      System.exit(1);
    }
  }

  /**
   * Does it.
   *
   * @param environment variables that say how clients of the clusters are secured
   * @return how many records were copied, by topic
   * @throws IllegalStateException if a group has not read everything, or the target is not empty;
   *     nothing is copied then; or if the target does not take a record
   */
  public static Map<String, Long> move(
      Map<String, String> environment, String from, String to, int partitions)
      throws ExecutionException, InterruptedException {
    Map<String, Object> there = Provision.client(environment, from);
    Map<String, Object> here = Provision.client(environment, to);
    try (Admin source = Admin.create(there);
        Admin target = Admin.create(here)) {
      return new Move(there, source, here, target).to(partitions);
    }
  }
}
