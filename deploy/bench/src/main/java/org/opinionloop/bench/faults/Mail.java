package org.opinionloop.bench.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.opinionloop.bench.loop.Arrival;
import org.opinionloop.bench.loop.JavaProcess;
import org.opinionloop.bench.loop.MailMain;

/** The mail server, in a process of its own, at one port for good. */
final class Mail implements AutoCloseable {

  private final Path directory;
  private final int port;
  private final Duration pause;
  private JavaProcess process;

  /**
   * Starts it.
   *
   * @param pause that it lets pass with each mail
   */
  Mail(Path directory, int port, Duration pause) throws IOException {
    this.directory = directory;
    this.port = port;
    this.pause = pause;
    this.process = launch();
  }

  /** It is gone from one moment to the other. */
  void away() {
    process.kill();
  }

  /** It is there again. */
  void back() throws IOException {
    process = launch();
  }

  int port() {
    return port;
  }

  /** All mail that it ever took. */
  List<Arrival> arrivals() throws IOException {
    return Arrival.read(file());
  }

  @Override
  public void close() {
    process.close();
  }

  private Path file() {
    return directory.resolve("mail.txt");
  }

  private JavaProcess launch() throws IOException {
    return JavaProcess.start(
        "mail",
        directory.resolve("logs/mail.log"),
        Map.of(),
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            MailMain.class.getName(),
            Integer.toString(port),
            file().toString(),
            pause.toString()));
  }
}
