package org.opinionloop.bench.loop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;

/** An instance of a service: a port and a state directory for good, one process after another. */
public final class Instance implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final String name;
  private final int port;
  private final Supplier<JavaProcess> launcher;
  private JavaProcess process;

  /** Starts its first process. */
  Instance(String name, int port, Supplier<JavaProcess> launcher) {
    this.name = name;
    this.port = port;
    this.launcher = launcher;
    this.process = launcher.get();
  }

  /** As {@code reply-service-0}. */
  public String name() {
    return name;
  }

  /** Where it serves HTTP, on loopback. */
  public int port() {
    return port;
  }

  /** The one that runs, or ran last. */
  public JavaProcess process() {
    return process;
  }

  /** Starts the next process after the last one has ended. */
  public Instance restart() {
    if (process.isAlive()) {
      throw new IllegalStateException(name + " is still running");
    }
    process = launcher.get();
    return this;
  }

  /**
   * Waits until it says that it can work.
   *
   * @throws IllegalStateException if it ends instead, or does not come to it in three minutes
   */
  public Instance awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      if (!process.isAlive()) {
        throw new IllegalStateException(name + " ended, see its log");
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(name + " does not get ready, see its log");
      }
      Thread.sleep(100);
    }
    return this;
  }

  private boolean isReady() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
