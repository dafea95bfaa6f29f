package org.opinionloop.reply.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.reply.ReplyFixtures;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookRouteTest {

  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final WebhookRoute route =
      new WebhookRoute(new Destinations(true), Duration.ofMillis(700));
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(
        task -> {
          Thread thread = new Thread(task);
          thread.setDaemon(true);
          thread.start();
        });
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
  }

  @Test
  void postsTheLetterUnderItsKeyAndUnderTheSameOneAgain() {
    assertThat(attempt("/200")).isEqualTo(new Attempt.Done());
    assertThat(attempt("/204")).isEqualTo(new Attempt.Done());

    String key = ReplyFixtures.opinion(1) + ".acknowledgement.1";
    assertThat(keys).containsExactly(key, key);
    JsonNode letter = JsonMapper.builder().build().readTree(bodies.get(0));
    assertThat(letter.get("letterId").asString()).isEqualTo(key);
    assertThat(letter.get("opinionId").asString()).isEqualTo(ReplyFixtures.opinion(1).value());
    assertThat(letter.get("kind").asString()).isEqualTo("ACKNOWLEDGEMENT");
    assertThat(letter.get("body").asString()).isEqualTo(Mailings.BODY);
    assertThat(letter.get("answerBy").asString()).isEqualTo("2026-01-14");
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 302, 307, 400, 401, 403, 404, 410, 422})
  void takesRefusalsAndRedirectsAsFinal(int status) {
    assertThat(attempt("/" + status)).isEqualTo(new Attempt.Permanent("webhook-" + status));
    assertThat(bodies).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void takesABusyOrBrokenServerAsPassing(int status) {
    assertThat(attempt("/" + status)).isEqualTo(new Attempt.Transient("webhook-" + status));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/silent", "/endless"})
  void givesUpOnAServerThatDoesNotComeToAnEnd(String path) {
    assertThat(attempt(path)).isEqualTo(new Attempt.Transient("webhook-timeout"));
  }

  @Test
  void takesARefusedOrDroppedConnectionAsPassing() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }

    assertThat(route.attempt(Mailings.to(1, Mailings.webhook("http://127.0.0.1:" + closed + "/"))))
        .isEqualTo(new Attempt.Transient("webhook-connection"));
    assertThat(attempt("/drop")).isEqualTo(new Attempt.Transient("webhook-connection"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"not a url", "http://[", "https://a.example:99999/"})
  void refusesWhatIsNoAddress(String url) {
    assertThat(route.attempt(Mailings.to(1, Mailings.webhook(url))))
        .isIn(
            new Attempt.Permanent("address-malformed"),
            new Attempt.Transient("webhook-host-unknown"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://localhost/",
        "https://2130706433/",
        "https://0.0.0.0/",
        "https://10.1.2.3/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/",
        "https://198.18.0.1/",
        "https://224.0.0.1/",
        "https://255.255.255.255/",
        "https://[::1]/",
        "https://[::]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[2001:db8::1]/",
        "http://93.184.216.34/",
        "ftp://93.184.216.34/",
        "file:///etc/passwd",
        "https://user:word@93.184.216.34/",
        "93.184.216.34",
      })
  void neverGoesIntoTheOfficesOwnNetworkOrUnencrypted(String url) {
    WebhookRoute careful = new WebhookRoute(new Destinations(false), Duration.ofMillis(200));

    assertThat(careful.attempt(Mailings.to(1, Mailings.webhook(url))))
        .isEqualTo(new Attempt.Permanent("webhook-address-refused"));
  }

  @ParameterizedTest
  @CsvSource({"93.184.216.34", "8.8.8.8", "2606:4700:4700::1111", "100.128.0.1", "172.32.0.1"})
  void knowsAPublicAddress(String address) throws UnknownHostException {
    assertThat(Destinations.isPublic(InetAddress.getByName(address))).isTrue();
  }

  private Attempt attempt(String path) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
    return route.attempt(Mailings.to(1, Mailings.webhook(url)));
  }

  private void handle(HttpExchange exchange) throws IOException {
    keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    String path = exchange.getRequestURI().getPath();
    switch (path) {
      case "/silent" -> await();
      case "/drop" -> exchange.close();
      case "/endless" -> {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(new byte[1000]);
        exchange.getResponseBody().flush();
        await();
      }
      default -> {
        int status = Integer.parseInt(path.substring(1));
        exchange.getResponseHeaders().add("Location", "/200");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
      }
    }
  }

  private void await() {
    try {
      over.await();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
