package org.opinionloop.bench.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.opinionloop.bench.loop.Arrival;

/**
 * Somebody's application that takes letters by POST, at {@code /<anything>}. While it is late it
 * acts at once and answers when the sender has long given up.
 */
final class Webhook implements AutoCloseable {

  private static final int LATE_MILLIS = 3_000;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(32);
  private final List<Arrival> arrivals = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean late;

  Webhook() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 64);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  /** How it is reached, for the one who is called so. */
  String address(String who) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + who;
  }

  void late(boolean late) {
    this.late = late;
  }

  List<Arrival> arrivals() {
    synchronized (arrivals) {
      return List.copyOf(arrivals);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      arrivals.add(
          new Arrival(
              System.currentTimeMillis(),
              address(exchange.getRequestURI().getPath().substring(1)),
              String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"))));
      if (late) {
        Thread.sleep(LATE_MILLIS);
      }
      exchange.sendResponseHeaders(204, -1);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
