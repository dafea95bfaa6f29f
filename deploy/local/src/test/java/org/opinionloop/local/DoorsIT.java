package org.opinionloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every door of the four services, on a running loop: who gets in, and who does not. */
class DoorsIT {

  @TempDir static Path data;

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
  void everyDoorOpensToThoseItIsForAndToNobodyElse() throws Exception {
    new Access(PORTS, CLIENT).check(endpoints);
  }

  /** One that is closed in the middle of a body takes the answer with it. */
  @Test
  void whoSendsTooMuchToAnotherInstanceHearsSoAndKeepsTheConnection() throws Exception {
    HttpRequest tooMuch =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + PORTS.reporting() + "/internal/sums"))
            .header(Access.PEER_HEADER, Access.Who.PEER.key())
            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[2 << 20]))
            .build();
    for (int i = 0; i < 100; i++) {
      HttpResponse<String> answer = CLIENT.send(tooMuch, HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.headers().firstValue("connection")).isEmpty();
    }
  }
}
