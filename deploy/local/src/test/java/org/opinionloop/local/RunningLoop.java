package org.opinionloop.local;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code deploy/local/run} as a process of its own, on free ports and in a directory of the test's,
 * as a user starts it and as a user, or fate, ends it.
 */
final class RunningLoop implements AutoCloseable {

  static final Path ROOT = root();

  private final Process process;
  private final Path output;

  private RunningLoop(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it; {@link #awaitReady} waits until it serves. */
  static RunningLoop start(Path dataDirectory, Ports ports, String... options) {
    return start(Map.of(), dataDirectory, ports, options);
  }

  /** The same with more in its environment. */
  static RunningLoop start(
      Map<String, String> environment, Path dataDirectory, Ports ports, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--data-dir=" + dataDirectory);
    all.add(
        "--ports="
            + Stream.of(
                    ports.intake(),
                    ports.classifier(),
                    ports.reply(),
                    ports.reporting(),
                    ports.kafka())
                .map(String::valueOf)
                .reduce((left, right) -> left + "," + right)
                .orElseThrow());
    return start(environment, all);
  }

  /** Starts it with exactly these options, from some other directory. */
  static RunningLoop start(String... options) {
    return start(Map.of(), List.of(options));
  }

  private static RunningLoop start(Map<String, String> environment, List<String> options) {
    try {
      Path output = Files.createTempFile("opinion-loop", ".out");
      List<String> command = new ArrayList<>();
      command.add(ROOT.resolve("deploy/local/run").toString());
      command.addAll(options);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(output.getParent().toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().putAll(environment);
      return new RunningLoop(builder.start(), output);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static Ports freePorts() {
    try {
      List<ServerSocket> sockets = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
      }
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return new Ports(
          sockets.get(0).getLocalPort(),
          sockets.get(1).getLocalPort(),
          sockets.get(2).getLocalPort(),
          sockets.get(3).getLocalPort(),
          sockets.get(4).getLocalPort());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Leaves nothing running if it does not come to that. */
  RunningLoop awaitReady() {
    try {
      return awaitOutput("Ctrl-C stops everything", Duration.ofMinutes(10));
    } catch (RuntimeException late) {
      process.destroyForcibly();
      throw late;
    }
  }

  RunningLoop awaitOutput(String text, Duration patience) {
    await()
        .alias("\"" + text + "\" in the output")
        .atMost(patience)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              if (!process.isAlive() && !output().contains(text)) {
                throw new IllegalStateException("it ended:\n" + output());
              }
              return output().contains(text);
            });
    return this;
  }

  /** The process, which is the Java machine of all of it. */
  long pid() {
    return process.pid();
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** As {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** As {@code kill} does. */
  int terminate() {
    process.destroy();
    return awaitExit();
  }

  int awaitExit() {
    try {
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        throw new IllegalStateException("it does not end:\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Leaves nothing running, however the test ended. */
  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      kill();
    }
    Files.deleteIfExists(output);
  }

  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(directory.resolve("deploy/local/run"))) {
      directory = directory.getParent();
    }
    return directory;
  }
}
