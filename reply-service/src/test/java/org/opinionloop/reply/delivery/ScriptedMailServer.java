package org.opinionloop.reply.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A mail server (RFC 5321) that misbehaves on purpose. The n-th connection follows the n-th script,
 * later ones the last: a command's verb to the reply it gets, {@code "."} for the end of the data
 * and {@code CONNECT} for the greeting. {@link #DROP} closes the connection instead, {@link #RESET}
 * breaks it off, {@link #SILENCE} says nothing; what is not in the script goes well.
 */
final class ScriptedMailServer implements AutoCloseable {

  static final String DROP = "drop";
  static final String SILENCE = "silence";
  static final String RESET = "reset";

  private final ServerSocket socket;
  private final List<Map<String, String>> scripts;
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private final AtomicInteger connections = new AtomicInteger();

  ScriptedMailServer(List<Map<String, String>> scripts) throws IOException {
    this.scripts = List.copyOf(scripts);
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.thread = new Thread(this::serve, "scripted-mail-server");
    this.thread.setDaemon(true);
    this.thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  /** The messages whose data was taken in full, whatever was said to it. */
  List<String> messages() {
    return messages;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        Map<String, String> script =
            scripts.get(Math.min(connections.getAndIncrement(), scripts.size() - 1));
        converse(client, script);
      } catch (IOException gone) {
        // The client or the test hung up; the next one may call.
      }
    }
  }

  private void converse(Socket client, Map<String, String> script) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    if (!reply(client, script.getOrDefault("CONNECT", "220 scripted"))) {
      return;
    }
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String verb = line.split("[ :]", 2)[0];
      String reply =
          script.getOrDefault(
              verb,
              switch (verb) {
                case "DATA" -> "354 go on";
                case "QUIT" -> "221 bye";
                default -> "250 fine";
              });
      if (!reply(client, reply)) {
        return;
      }
      if (verb.equals("DATA") && reply.startsWith("354")) {
        StringBuilder message = new StringBuilder();
        for (String data = in.readLine(); !".".equals(data); data = in.readLine()) {
          if (data == null) {
            return;
          }
          message.append(data).append('\n');
        }
        messages.add(message.toString());
        if (!reply(client, script.getOrDefault(".", "250 taken"))) {
          return;
        }
      }
    }
  }

  private static boolean reply(Socket client, String reply) throws IOException {
    if (reply.equals(RESET)) {
      // What closing sends is RST then, not FIN.
      client.setSoLinger(true, 0);
      return false;
    } else if (reply.equals(DROP)) {
      return false;
    } else if (reply.equals(SILENCE)) {
      return true;
    }
    OutputStream out = client.getOutputStream();
    out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return true;
  }
}
