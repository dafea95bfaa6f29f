package org.opinionloop.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLoadTest {

  final AtomicInteger asked = new AtomicInteger();
  final ExecutorService threads = Executors.newCachedThreadPool();
  HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void countsEveryAnswerAndThoseThatWereRefused() {
    answer(number -> number % 4 == 0 ? 503 : 202, 0);

    try (HttpLoad load = load()) {
      HttpLoad.Outcome outcome = load.closed(Duration.ofMillis(200));

      assertThat(outcome.answers()).isEqualTo(asked.get()).isPositive();
      assertThat(outcome.refused()).isEqualTo(asked.get() / 4);
    }
  }

  @Test
  void askedForARateKeepsToIt() {
    answer(number -> 202, 0);

    try (HttpLoad load = load()) {
      HttpLoad.Outcome outcome = load.open(100, Duration.ofMillis(500));

      assertThat(outcome.answers()).isBetween(40, 51);
    }
  }

  @Test
  void aSlowServerAccountsForThoseWhoHadToWaitTheirTurn() {
    answer(number -> 202, 50);

    try (HttpLoad load = load()) {
      // Four at a time take 50 ms each: 80 a second of the 200 that come.
      HttpLoad.Outcome outcome = load.open(200, Duration.ofMillis(600));

      assertThat(outcome.max()).isGreaterThan(200);
    }
  }

  @Test
  void whoListensHearsWhatWasAnsweredToWhat() {
    answer(number -> number % 2 == 0 ? 429 : 202, 0);
    Map<Integer, String> heard = new TreeMap<>();
    HttpLoad.Talk talk =
        new HttpLoad.Talk() {
          @Override
          public byte[] ask(int number) {
            return request("{\"number\":" + number + "}");
          }

          @Override
          public void hear(int number, HttpLoad.Answer answer, Duration took) {
            heard.put(
                number, answer.status() + (answer.has("retry-after") ? "!" : "") + answer.body());
          }
        };

    try (HttpLoad load = new HttpLoad(server.getAddress().getPort(), 1, talk)) {
      load.closed(3, Duration.ofSeconds(10));
    }

    assertThat(heard)
        .containsExactly(
            entry(0, "202{\"number\":0}"),
            entry(1, "429!{\"number\":1}"),
            entry(2, "202{\"number\":2}"));
  }

  private interface Status {
    int of(int number);
  }

  private void answer(Status status, int millis) {
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          pause(millis);
          int code = status.of(asked.incrementAndGet());
          if (code == 429) {
            exchange.getResponseHeaders().add("Retry-After", "1");
          }
          exchange.sendResponseHeaders(code, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private HttpLoad load() {
    byte[] request = request("{}");
    return new HttpLoad(server.getAddress().getPort(), 4, () -> request);
  }

  private static byte[] request(String body) {
    return HttpLoad.post("/", "key", "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
