package org.opinionloop.bench.speed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.opinionloop.bench.loop.BrokerMain;
import org.opinionloop.local.topics.TopicCatalogue;

/**
 * A broker of its own with empty topics, and what is tried on it: all in processes of their own.
 */
final class Lab implements AutoCloseable {

  /** The same for every contender, and the collector of the images. */
  private static final List<String> MEMORY = List.of("-Xms512m", "-Xmx512m", "-XX:+UseParallelGC");

  /** The directories of what processes write, but their logs. */
  private static final Set<String> WRITTEN = Set.of("kafka", "state", "outbox");

  private final Path home;
  private final Path directory;
  private final Jvm broker;
  private final String kafka;
  private final Admin admin;
  private final HttpClient client = HttpClient.newHttpClient();
  private List<String> java = List.of();
  private final Deque<Jvm> running = new ArrayDeque<>();

  /**
   * Starts the broker.
   *
   * @param home of the repository
   * @param directory for everything that is written
   */
  Lab(Path home, Path directory) {
    this(home, directory, TopicCatalogue.shipped().partitions());
  }

  /** The same with another number of partitions. */
  Lab(Path home, Path directory, int partitions) {
    this.home = home;
    this.directory = directory;
    try {
      Files.createDirectories(directory);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    int port = freePort();
    this.kafka = "127.0.0.1:" + port;
    this.broker =
        program(
            "broker",
            BrokerMain.class,
            directory.resolve("kafka").toString(),
            Integer.toString(port));
    this.admin = Admin.create(Map.of("bootstrap.servers", kafka));
    TopicCatalogue.shipped()
        .topics()
        .forEach(
            topic -> topic(new NewTopic(topic.name(), Optional.of(partitions), Optional.empty())));
  }

  String kafka() {
    return kafka;
  }

  Admin admin() {
    return admin;
  }

  Jvm broker() {
    return broker;
  }

  Path home() {
    return home;
  }

  Path directory() {
    return directory;
  }

  /** Another topic, for an anchor. */
  void topic(String name) {
    topic(new NewTopic(name, Optional.of(TopicCatalogue.shipped().partitions()), Optional.empty()));
  }

  private void topic(NewTopic topic) {
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** A program of this module that says {@code ready}. */
  Jvm program(String name, Class<?> main, String... arguments) {
    List<String> command = java(name);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(Arrays.asList(arguments));
    return start(name, command).awaitLine("ready");
  }

  /** One of the four services, ready, with a process of its own. */
  Jvm service(String service, int port, String... settings) {
    return service(service, service, port, settings);
  }

  /** From now on processes get these options, too. */
  void java(String... options) {
    java = List.of(options);
  }

  /** The same under another name, for a second instance. */
  Jvm service(String name, String service, int port, String... settings) {
    Jvm jvm = start(name, command(name, service, port, settings));
    return jvm.await(() -> isReady(port));
  }

  private List<String> command(String name, String service, int port, String... settings) {
    List<String> command = java(name);
    command.add("-jar");
    command.add(
        home.resolve("deploy/bench/target/app/" + service + "/" + service + "-exec.jar")
            .toString());
    command.add("--spring.config.additional-location=" + home.resolve("deploy/local/local.yml"));
    command.add("--spring.kafka.bootstrap-servers=" + kafka);
    command.add("--server.port=" + port);
    command.add("--opinion-loop.state-dir=" + directory.resolve("state").resolve(name));
    command.add("--OPINION_LOOP_OUTBOX=" + directory.resolve("outbox"));
    // Files are written in no time; the usual batch is small for the sake of slow mailboxes.
    command.add("--OPINION_LOOP_DELIVERY_BATCH=500");
    command.addAll(Arrays.asList(settings));
    command.addAll(words("bench.with." + service));
    return command;
  }

  /** What whoever runs this wants to try. */
  private static List<String> words(String property) {
    return Arrays.stream(System.getProperty(property, "").split(" ", -1))
        .filter(each -> !each.isEmpty())
        .toList();
  }

  private Jvm start(String name, List<String> command) {
    Jvm jvm = Jvm.start(name, directory.resolve(name + ".log"), command);
    running.push(jvm);
    return jvm;
  }

  private List<String> java(String name) {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(MEMORY);
    command.addAll(words("bench.java"));
    command.addAll(java);
    String recording = System.getProperty("bench.record");
    if (recording != null && name.matches(recording)) {
      command.add(
          "-XX:StartFlightRecording=settings=profile,filename=" + directory.resolve(name + ".jfr"));
    }
    return command;
  }

  boolean isReady(int port) {
    try {
      return client
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                      .timeout(Duration.ofSeconds(5))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException ended) {
      throw new IllegalStateException("interrupted", ended);
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  /**
   * Ends all that was started, last first, and empties what they wrote but their logs. The files
   * stay, for {@link #clear}: ext4 gives the number of a deleted file to no other for five minutes,
   * and whoever makes files meanwhile, as delivery does, has to step over all such numbers each
   * time. What is measured next would pay for what was measured before.
   */
  @Override
  public void close() {
    admin.close(Duration.ZERO);
    running.forEach(Jvm::close);
    WRITTEN.forEach(each -> below(directory.resolve(each), Lab::empty));
  }

  /** Deletes what all labs below this directory have written, but the logs of their processes. */
  static void clear(Path directory) {
    below(
        directory,
        path -> {
          if (names(directory.relativize(path)).anyMatch(WRITTEN::contains)) {
            Files.delete(path);
          }
        });
  }

  private static void empty(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      Files.newByteChannel(path, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
          .close();
    }
  }

  /** Files before the directories that they are in. */
  private static void below(Path directory, OnPath then) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        then.accept(path);
      }
    } catch (IOException kept) {
      System.err.println("left behind: " + directory);
    }
  }

  private static Stream<String> names(Path path) {
    return StreamSupport.stream(path.spliterator(), false).map(Path::toString);
  }

  private interface OnPath {
    void accept(Path path) throws IOException;
  }
}
