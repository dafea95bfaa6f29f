package org.opinionloop.kit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Whoever keeps a connection has each request on it answered, however soon the next one comes. */
class KeptConnectionTest {

  private static ConfigurableApplicationContext context;

  @BeforeAll
  static void start() {
    context = TestService.builder().run();
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  /** The server has a queue for the second, which must not keep it from reading on. */
  @Test
  void whoSendsTheNextRequestBeforeTheAnswerIsHeardFurtherOn() throws IOException {
    try (Socket socket = connection()) {
      OutputStream out = socket.getOutputStream();
      BufferedReader answers = answers(socket);

      out.write((request("/later") + request("/number?value=1")).getBytes(US_ASCII));
      assertThat(status(answers)).isEqualTo("HTTP/1.1 200 OK");
      assertThat(status(answers)).isEqualTo("HTTP/1.1 200 OK");
      out.write(request("/number?value=2").getBytes(US_ASCII));

      assertThat(status(answers)).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  /** It comes as soon as the one before has been answered, sometimes before the server knows it. */
  @Test
  void aRequestThatCannotBeReadIsRefusedOnAConnectionThatWasUsedBefore() throws IOException {
    for (int i = 0; i < 100; i++) {
      try (Socket socket = connection()) {
        OutputStream out = socket.getOutputStream();
        BufferedReader answers = answers(socket);

        out.write(request("/later").getBytes(US_ASCII));
        assertThat(status(answers)).isEqualTo("HTTP/1.1 200 OK");
        readBody(answers);
        out.write(request("/number?value=" + "1".repeat(5000)).getBytes(US_ASCII));

        assertThat(status(answers)).isEqualTo("HTTP/1.1 414 Request-URI Too Long");
        assertThat(answers.lines()).contains("connection: close");
      }
    }
  }

  /** Of the answer whose first line has been read. */
  private static void readBody(BufferedReader answers) throws IOException {
    int length = 0;
    for (String line = answers.readLine(); !line.isEmpty(); line = answers.readLine()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring("content-length:".length()).strip());
      }
    }
    assertThat(answers.skip(length)).isEqualTo(length);
  }

  private static Socket connection() throws IOException {
    int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    Socket socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static BufferedReader answers(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
  }

  private static String request(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  }

  /** Of the next answer, which may follow the last one's body without a line break. */
  private static String status(BufferedReader answers) throws IOException {
    String line = answers.readLine();
    while (line != null && !line.contains("HTTP/1.1 ")) {
      line = answers.readLine();
    }
    return line == null ? "" : line.substring(line.indexOf("HTTP/1.1 "));
  }
}
