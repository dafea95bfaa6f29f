package org.opinionloop.local.topics;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Moves the loop to a cluster on which its topics have another number of partitions: {@code
 * Repartition <from host:port> <to host:port> <partitions>}. The services are stopped meanwhile.
 * Nothing is changed on the cluster from which it moves.
 */
public final class Repartition {

  private Repartition() {}

  /** Ends with 1 and a sentence if it could not. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 3) {
      System.err.println("repartition FROM-HOST:PORT TO-HOST:PORT PARTITIONS");
      System.exit(1);
    }
    try (Admin source = Admin.create(Map.of("bootstrap.servers", arguments[0]));
        Admin target = Admin.create(Map.of("bootstrap.servers", arguments[1]))) {
      Move move = new Move(arguments[0], source, arguments[1], target);
      move.to(Integer.parseInt(arguments[2]))
          .forEach((topic, records) -> System.out.printf("%,12d  %s%n", records, topic));
    } catch (ExecutionException | KafkaException | IllegalStateException failed) {
      System.err.println("not moved: " + failed.getMessage());
      System.exit(1);
    }
  }
}
