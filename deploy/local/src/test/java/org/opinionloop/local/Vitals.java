package org.opinionloop.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** How a running loop is, seen from outside. */
final class Vitals {

  private static final int READINGS = 5;

  /** By so few bytes two readings of the same differ. */
  private static final long NOTHING = 1L << 20;

  private final RunningLoop loop;
  private final Ports ports;
  private final HttpClient client;

  Vitals(RunningLoop loop, Ports ports, HttpClient client) {
    this.loop = loop;
    this.ports = ports;
    this.client = client;
  }

  /**
   * Bytes of heap in use by what is still needed once the work is done that goes on now: the least
   * of all readings, when so many in a row were no lower.
   */
  long heap() {
    long[] least = {Long.MAX_VALUE};
    int[] noLower = {0};
    Awaitility.await()
        .pollInterval(Duration.ofSeconds(1))
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              long now = heapNow();
              noLower[0] = now < least[0] - NOTHING ? 0 : noLower[0] + 1;
              least[0] = Math.min(least[0], now);
              return noLower[0] == READINGS;
            });
    return least[0];
  }

  private long heapNow() throws IOException, InterruptedException {
    Process collect =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(loop.pid()),
                "GC.run")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!collect.waitFor(60, TimeUnit.SECONDS) || collect.exitValue() != 0) {
      throw new IllegalStateException("jcmd GC.run did not work");
    }
    return meters(Service.Which.INTAKE).stream()
        .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** The counts of dead letters for which a bug is to blame, of all services. */
  List<String> faults() throws IOException, InterruptedException {
    List<String> faults = new java.util.ArrayList<>();
    for (Service.Which service : Service.Which.values()) {
      meters(service).stream()
          .filter(line -> line.startsWith("dead_letters_total") && line.contains("\"fault\""))
          .forEach(faults::add);
    }
    return faults;
  }

  /** All meters of a service, as Prometheus reads them. */
  List<String> meters(Service.Which service) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + service.port(ports) + "/actuator/prometheus"))
            .build();
    return client.send(request, BodyHandlers.ofString()).body().lines().toList();
  }
}
