package org.opinionloop.local.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * One Apache Kafka node, broker and controller at once (KRaft), on loopback, its log in a
 * directory. What it has acknowledged survives a stop and a {@code kill -9}.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final String NODE = "1";

  /** How long the controller waits for a broker that is silent. */
  private static final Duration SESSION = Duration.ofSeconds(3);

  /** Kafka leaves it where it has come to an end in order, and takes it away when it starts. */
  private static final String ENDED_IN_ORDER = ".kafka_cleanshutdown";

  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts and returns when the broker serves. Takes a few seconds; after a {@code kill -9} about
   * four more, until the session of the killed one has lapsed.
   *
   * @param directory holds the log; formatted if it is new
   * @param port for clients
   */
  public static EmbeddedBroker start(Path directory, int port) throws IOException {
    return start(directory, port, Map.of());
  }

  /**
   * The same with settings of its own, in Kafka's words; the listener for clients is called {@code
   * CLIENTS}.
   */
  public static EmbeddedBroker start(Path directory, int port, Map<String, String> own)
      throws IOException {
    boolean isNew = format(directory);
    Map<String, String> settings = settings(directory, port, freePort());
    settings.putAll(own);
    if (!isNew && Files.notExists(directory.resolve(ENDED_IN_ORDER))) {
      forget(settings);
    }
    var server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    server.startup();
    return new EmbeddedBroker(server, port);
  }

  /** Where clients connect, {@code host:port}. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Stops in order: everything is on disk, and the next start is quick. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  /**
   * Lets the session of a broker that was killed lapse before there is one again: the controller
   * goes first, alone. A broker that starts in the middle of its predecessor's session leads all
   * partitions for a moment, then none, then all again. If it has begun to load the offsets of
   * groups by then, it may end with those of long ago (seen with Kafka 4.2.1): consumers then read
   * again what they have read, and wait five minutes for members that are gone. If the session does
   * not lapse in time, the broker starts all the same.
   */
  private static void forget(Map<String, String> settings) {
    Map<String, String> alone = new HashMap<>(settings);
    alone.keySet().removeAll(Set.of("advertised.listeners", "inter.broker.listener.name"));
    alone.put("process.roles", "controller");
    alone.compute("listeners", (key, listeners) -> listeners.replaceFirst(".*,", ""));
    var controller = new KafkaRaftServer(new KafkaConfig(alone), Time.SYSTEM);
    controller.startup();
    try {
      long deadline = System.nanoTime() + SESSION.multipliedBy(4).toNanos();
      while (!isForgotten() && System.nanoTime() < deadline) {
        Thread.sleep(50);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      controller.shutdown();
      controller.awaitShutdown();
    }
  }

  /** Whether this JVM's controller no longer counts on the one broker there is. */
  private static boolean isForgotten() {
    try {
      Object fenced =
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(
                  new ObjectName("kafka.controller:type=KafkaController,name=FencedBrokerCount"),
                  "Value");
      return fenced instanceof Integer count && count > 0;
    } catch (JMException notYet) {
      return false;
    }
  }

  /** Whether it was new. */
  private static boolean format(Path directory) throws IOException {
    Files.createDirectories(directory);
    if (Files.exists(directory.resolve("meta.properties"))) {
      return false;
    }
    Formatter formatter =
        new Formatter()
            .setNodeId(Integer.parseInt(NODE))
            .setClusterId(Uuid.randomUuid().toString())
            .addDirectory(directory.toString())
            .setMetadataLogDirectory(directory.toString())
            .setControllerListenerName("CONTROLLER")
            .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    try {
      formatter.run();
      return true;
    } catch (IOException | RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IOException("the directory could not be formatted", failed);
    }
  }

  private static Map<String, String> settings(Path directory, int port, int controllerPort) {
    Map<String, String> settings = new HashMap<>();
    settings.put("node.id", NODE);
    settings.put("process.roles", "broker,controller");
    settings.put(
        "listeners", "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.put("advertised.listeners", "CLIENTS://127.0.0.1:" + port);
    settings.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "CLIENTS");
    settings.put("controller.listener.names", "CONTROLLER");
    // Named here rather than in the log, so that the controller's port may be another each time.
    settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
    settings.put("log.dirs", directory.toString());

    // A killed broker's registration bars the next start until its session lapses.
    settings.put("broker.session.timeout.ms", Long.toString(SESSION.toMillis()));
    settings.put("broker.heartbeat.interval.ms", "500");

    // One broker: one copy of everything. What is acknowledged is in the page cache at once and on
    // disk within a second.
    settings.put("default.replication.factor", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("log.flush.interval.ms", "1000");
    // A transaction that begins while the last one's markers are being written asks again after so
    // long; the usual 20 ms would be most of the way of an opinion through the classifier.
    settings.put("add.partitions.to.txn.retry.backoff.ms", "3");

    // An office that pauses for a month goes on where it was, rather than from the beginning.
    settings.put("offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE));
    settings.put("auto.create.topics.enable", "false");

    // Small and quick: few internal partitions and segments, little memory, no waiting for members.
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("log.segment.bytes", "67108864");
    settings.put("log.index.size.max.bytes", "1048576");
    settings.put("log.cleaner.dedupe.buffer.size", "16777216");
    settings.put("log.cleaner.io.buffer.size", "65536");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    return settings;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException("no free port for Kafka's controller", none);
    }
  }
}
