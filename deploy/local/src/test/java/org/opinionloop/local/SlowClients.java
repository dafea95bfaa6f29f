package org.opinionloop.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A crowd that has begun to say something at every door and never comes to its end: half a line of
 * a header, or a body of which a byte comes now and then. Others are served meanwhile, and those
 * who take a place are asked to leave it.
 */
final class SlowClients implements AutoCloseable {

  /** Not as many as may be inside at the doors that need no key; those beyond would be refused. */
  private static final int CROWD = 100;

  /** Every service answers at these. */
  private static final List<String> EVERYWHERE =
      List.of(
          "GET /actuator/hea",
          "POST /actuator/deadletters HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A place inside is taken where a body has begun. */
  private static final String INSIDE =
      "POST /v1/service-ratings HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\n\r\nunit=";

  private final List<Socket> sockets = new ArrayList<>();
  private final List<Socket> inside;

  /** They come to all services; with half a body to intake, whose doors are the public's. */
  SlowClients(Ports ports) throws IOException {
    for (Service.Which service : Service.Which.values()) {
      for (String beginning : EVERYWHERE) {
        crowd(service.port(ports), beginning);
      }
    }
    this.inside = crowd(ports.intake(), INSIDE);
  }

  private List<Socket> crowd(int port, String beginning) throws IOException {
    List<Socket> crowd = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      sockets.add(socket);
      crowd.add(socket);
      socket.getOutputStream().write(beginning.getBytes(UTF_8));
    }
    return crowd;
  }

  /** Each says one more byte, unless it has been told to go. */
  void dribble() {
    for (Socket socket : sockets) {
      try {
        socket.getOutputStream().write('x');
      } catch (IOException gone) {
        continue;
      }
    }
  }

  /** Those with half a body are told that their time is up, and give their places back. */
  void awaitAnswered() {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> inside.stream().allMatch(SlowClients::isAnswered));
    assertThat(inside).map(SlowClients::status).containsOnly("408");
  }

  private static boolean isAnswered(Socket socket) {
    try {
      return socket.getInputStream().available() > 0;
    } catch (IOException gone) {
      return false;
    }
  }

  private static String status(Socket socket) {
    try {
      return new String(socket.getInputStream().readNBytes(12), UTF_8).substring(9);
    } catch (IOException gone) {
      return "no answer";
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
