package org.opinionloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing that is said at a door or written to a topic breaks anything, on a running loop. {@code
 * -Dfuzz.seed} searches elsewhere for what nobody has thought of yet, {@code -Dfuzz.inputs} longer.
 */
class DoorsFuzzIT {

  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 100_000);

  private static final int PARTS = 5;

  /** After which of them everything has been used, and the meters of all clients are known. */
  private static final int WARM = 3;

  /** What the heap may grow by from then on: less than a kilobyte an input. */
  private static final long GROWTH = 32L << 20;

  /** Kept if something is found, for the log. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path data;

  static final Ports PORTS = RunningLoop.freePorts();
  static final HttpClient CLIENT = HttpClient.newHttpClient();
  static RunningLoop loop;
  static List<Endpoint> endpoints;

  @BeforeAll
  static void start() throws Exception {
    loop =
        RunningLoop.start(Map.of("SPRING_APPLICATION_JSON", Access.settings()), data, PORTS)
            .awaitReady();
    endpoints = Endpoint.all(CLIENT, PORTS, Access.Who.OPERATOR.key());
  }

  @AfterAll
  static void stop() throws IOException {
    loop.close();
  }

  @Test
  void nothingThatIsSaidOrWrittenBreaksAnything() throws Exception {
    System.out.println("fuzz.seed=" + SEED + " fuzz.inputs=" + INPUTS);
    EndpointFuzz doors =
        new EndpointFuzz(SEED, PORTS, CLIENT, endpoints, Access.keys(), Access.bodies());
    TopicFuzz topics = new TopicFuzz(SEED);
    WireFuzz wire = new WireFuzz(SEED, PORTS);
    Vitals vitals = new Vitals(loop, PORTS, CLIENT);
    Circuit circuit = new Circuit(PORTS, data.resolve("outbox"));
    Map<Integer, Integer> statuses = new TreeMap<>();

    long heap = 0;
    try (SlowClients slow = new SlowClients(PORTS)) {
      for (int part = 1; part <= PARTS; part++) {
        topics.send(PORTS, INPUTS * 40 / 100 / PARTS);
        doors
            .send(INPUTS * 59 / 100 / PARTS)
            .forEach((status, times) -> statuses.merge(status, times, Integer::sum));
        wire.send(INPUTS / 100 / PARTS);
        slow.dribble();
        if (part == WARM) {
          circuit.go();
          heap = vitals.heap();
        }
      }
      slow.awaitAnswered();
    }
    circuit.go();

    assertThat(statuses).containsKeys(200, 202, 400, 401, 403, 404, 405, 413, 415);
    assertThat(vitals.heap()).as("bytes of heap").isLessThan(heap + GROWTH);
    assertThat(vitals.faults()).as("dead letters of bugs").isEmpty();
    assertThat(loop.output()).as("what Java said").doesNotContain("CodeCache is full");
    assertThat(LogLines.of(data))
        .as("what was said, in the log")
        .noneMatch(line -> line.contains(Fuzz.MARK));
    assertThat(LogLines.of(data))
        .as("lines of the log that nobody of ours wrote")
        .allMatch(LogLines::isOurs);
  }
}
