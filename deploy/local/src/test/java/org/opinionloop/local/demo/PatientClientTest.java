package org.opinionloop.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo bears with services that are busy for a moment. */
class PatientClientTest {

  private final AtomicInteger asked = new AtomicInteger();

  private HttpServer server;
  private String retryAfter = "";
  private int status = 200;

  /** So often the service is busy. */
  private int busy;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1", "soon"})
  void theDoorIsTriedAgainWhileItIsClosed(String seconds) {
    retryAfter = seconds;
    busy = 2;
    status = 202;

    assertThat(new Door(port()).post("measures", "{}").join().path("total").asInt()).isEqualTo(7);
    assertThat(asked).hasValue(3);
  }

  @Test
  void reportingIsAskedAgainWhileItCannotSay() throws Exception {
    busy = 2;

    assertThat(new OfficeSample(new Door(port()), port()).measures("state=kept")).isEqualTo(7);
    assertThat(asked).hasValue(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 500})
  void noOtherAnswerIsAskedForAgain(int refusal) {
    status = refusal;

    assertThatThrownBy(() -> new Door(port()).post("measures", "{}").join())
        .hasMessageContaining("status " + refusal);
    assertThatThrownBy(() -> new OfficeSample(new Door(port()), port()).measures(""))
        .hasMessageContaining("status " + refusal);
    assertThat(asked).hasValue(2);
  }

  @Test
  void patienceHasAnEnd() {
    busy = Integer.MAX_VALUE;
    PatientClient client = new PatientClient(Duration.ofMillis(700));

    assertThat(client.send(HttpRequest.newBuilder(URI.create(address())).build()).join())
        .returns(503, response -> response.statusCode());
    assertThat(asked).hasValueBetween(2, 4);
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean now = asked.incrementAndGet() > busy;
    byte[] body = "{\"total\":7}".getBytes(StandardCharsets.UTF_8);
    if (!now && !retryAfter.isEmpty()) {
      exchange.getResponseHeaders().set("Retry-After", retryAfter);
    }
    exchange.sendResponseHeaders(now ? status : 503, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private String address() {
    return "http://127.0.0.1:" + port() + "/";
  }
}
