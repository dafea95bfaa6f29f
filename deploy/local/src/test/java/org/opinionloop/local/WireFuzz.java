package org.opinionloop.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says things to the services that are no HTTP, or that no client library would let anybody say.
 */
final class WireFuzz {

  private static final int PATIENCE = 5_000;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

  private static final List<String> LINES =
      List.of(
          "GET /v1/opinions/%00 HTTP/1.1",
          "GET /v1/opinions/%ff%fe HTTP/1.1",
          "GET /v1/opinions/% HTTP/1.1",
          "GET /v1/opinions/{id}/../../actuator/env HTTP/1.1",
          "GET /v1/opinions/..%2f..%2factuator/env HTTP/1.1",
          "GET //actuator//env HTTP/1.1",
          "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1",
          "GET http://169.254.169.254/latest HTTP/1.1",
          "GET /v1/reports/%E0%A4%A HTTP/1.1",
          "GET /v1/metrics?by=%zz&from=%00 HTTP/1.1",
          "GET /v1/cases?" + "a=b&".repeat(3_000) + " HTTP/1.1",
          "GET /" + "x".repeat(70_000) + " HTTP/1.1",
          "POST /v1/opinions HTTP/1.0",
          "POST /v1/opinions HTTP/1.1",
          "POST /v1/opinions:batch HTTP/1.1",
          "POST /internal/work HTTP/1.1",
          "POST /actuator/deadletters HTTP/1.1",
          "PRI * HTTP/2.0",
          "CONNECT 127.0.0.1:22 HTTP/1.1",
          "OPTIONS * HTTP/1.1",
          "GET /v1/opinions HTTP/9.9",
          "GET",
          "\u0016\u0003\u0001\u0002\u0000",
          Fuzz.MARK);

  private static final List<String> HEADERS =
      List.of(
          "Host: 127.0.0.1",
          "Host: " + Fuzz.MARK + "\r\nHost: b",
          "Content-Length: 5",
          "Content-Length: -1",
          "Content-Length: 99999999999999999999",
          "Content-Length: 3\r\nContent-Length: 4",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: chunked\r\nContent-Length: 4",
          "Transfer-Encoding: " + Fuzz.MARK,
          "Expect: 100-continue",
          "Expect: " + Fuzz.MARK,
          "Content-Type: application/json",
          "Content-Type: \u0000" + Fuzz.MARK,
          "Authorization: Bearer local-channel-key",
          "Authorization: Bearer local-operator-key",
          "Authorization: " + "x".repeat(20_000),
          "Accept: " + "a/b,".repeat(1_000),
          "Accept-Language: " + "zh,".repeat(1_000),
          "Upgrade: websocket\r\nConnection: Upgrade",
          "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk",
          "X: " + Fuzz.MARK + "\r folded\n again",
          ": no name",
          "no colon " + Fuzz.MARK);

  private static final List<String> BODIES =
      List.of(
          "",
          "{}",
          "5\r\nabcde\r\n0\r\n\r\n",
          "FFFFFFFFFFFFFFFF\r\nx",
          "zz\r\n" + Fuzz.MARK + "\r\n",
          "{\"channel\":\"website\",\"text\":\"" + Fuzz.MARK,
          Fuzz.MARK);

  private final Fuzz fuzz;
  private final Ports ports;

  WireFuzz(long seed, Ports ports) {
    this.fuzz = new Fuzz(seed);
    this.ports = ports;
  }

  /** Says so many things, each on a connection of its own that it then half closes. */
  void send(int inputs) throws IOException {
    for (int i = 0; i < inputs; i++) {
      Service.Which service = fuzz.one(List.of(Service.Which.values()));
      String request = request();
      check(request, answer(service.port(ports), request));
    }
  }

  private String request() {
    if (fuzz.oneIn(10)) {
      return new String(fuzz.bytes(2_000), ISO_8859_1);
    }
    StringBuilder request = new StringBuilder(fuzz.one(LINES)).append("\r\n");
    for (int n = fuzz.below(5); n > 0; n--) {
      request.append(fuzz.one(HEADERS)).append(fuzz.oneIn(20) ? "\n" : "\r\n");
    }
    return request.append("\r\n").append(fuzz.one(BODIES)).toString();
  }

  private static String answer(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE);
      StringBuilder answer = new StringBuilder();
      try {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        socket.shutdownOutput();
        byte[] some = new byte[8_192];
        for (int n = 0; n >= 0; n = socket.getInputStream().read(some)) {
          answer.append(new String(some, 0, n, ISO_8859_1));
        }
      } catch (SocketTimeoutException kept) {
        throw new AssertionError("a connection is kept whose client has ended it: " + request);
      } catch (IOException reset) {
        return answer.toString(); // who is shown the door may find it shut before the last word
      }
      return answer.toString();
    }
  }

  private static void check(String request, String answer) {
    Matcher status = STATUS.matcher(answer);
    while (status.find()) {
      assertThat(Integer.parseInt(status.group(1))).as(request).isLessThan(500);
    }
    assertThat(answer).as(request).doesNotContainPattern(EndpointFuzz.TELLS);
  }
}
