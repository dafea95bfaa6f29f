package org.opinionloop.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;

/** Where everything listens, on loopback. */
record Ports(int intake, int classifier, int reply, int reporting, int kafka) {

  static final Ports USUAL = new Ports(8081, 8082, 8083, 8084, 9092);

  /** Reads five numbers with commas between them, in the order of the components. */
  static Ports parse(String text) {
    List<Integer> ports =
        Arrays.stream(text.split(",", -1)).map(String::trim).map(Ports::port).toList();
    if (ports.size() != 5) {
      throw new CannotStart(
          "--ports: "
              + ports.size()
              + " numbers (expected: intake,classifier,reply,reporting,kafka)");
    }
    return new Ports(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4));
  }

  private static int port(String text) {
    if (text.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    }
    throw new CannotStart("--ports: " + text + " (expected: a number from 1 to 65535)");
  }

  /**
   * Ends the start if somebody else listens on a port that we need.
   *
   * @param who wants it
   */
  static void requireFree(int port, String who) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
    } catch (IOException taken) {
      throw new CannotStart(
          "port "
              + port
              + " is taken, and "
              + who
              + " needs it: stop what listens there, or choose others with --ports");
    }
  }
}
