package org.opinionloop.bench.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.opinionloop.local.topics.TopicCatalogue;
import org.opinionloop.local.topics.TopicProvisioner;

/**
 * A broker and the four services from their own jars, each a process of its own, on free loopback
 * ports.
 */
public final class Loop implements AutoCloseable {

  private static final Duration BROKER_PATIENCE = Duration.ofMinutes(5);
  private static final Duration ORDERLY_END = Duration.ofMinutes(3);

  private final Plan plan;
  private final int kafkaPort = freePort();
  private final Map<Service, Instance> first = new EnumMap<>(Service.class);
  private final List<Instance> all = new ArrayList<>();
  private JavaProcess broker;

  private Loop(Plan plan) throws IOException {
    this.plan = plan;
    this.broker = launchBroker();
  }

  /**
   * Where things are and how they are to run.
   *
   * @param home the repository
   * @param app where {@code app.sh} unpacked the jars
   * @param directory for everything they keep: {@code kafka}, {@code state}, {@code logs}
   * @param jvm options of the services' JVMs
   * @param archived whether services start with the archives of their classes that {@code app.sh}
   *     has made
   * @param settings of each service, as {@code --name=value}, beside those of the local run
   */
  public record Plan(
      Path home,
      Path app,
      Path directory,
      List<String> jvm,
      boolean archived,
      Map<Service, List<String>> settings) {

    /** Copies the collections. */
    public Plan {
      jvm = List.copyOf(jvm);
      settings = Map.copyOf(settings);
    }

    /** Where the broker has its log. */
    public Path kafka() {
      return directory.resolve("kafka");
    }

    /** Where processes write what they have to say. */
    public Path logs() {
      return directory.resolve("logs");
    }
  }

  /** What is done to a broker that is up and empty before the services start. */
  @FunctionalInterface
  public interface Preparation {

    /** Does it, to this cluster. */
    void prepare(String bootstrap) throws IOException, InterruptedException;
  }

  /** Starts all, makes the topics, and returns when all four can work. */
  public static Loop start(Plan plan) throws IOException, InterruptedException {
    return start(plan, Loop::provision);
  }

  /** Starts the broker, lets it be prepared, and returns when all four can work. */
  public static Loop start(Plan plan, Preparation preparation)
      throws IOException, InterruptedException {
    Loop loop = new Loop(plan);
    try {
      loop.awaitBroker();
      preparation.prepare(loop.bootstrap());
      for (Service service : Service.values()) {
        loop.first.put(service, loop.launch(service, 0));
      }
      for (Service service : Service.values()) {
        loop.instance(service).awaitReady();
      }
      return loop;
    } catch (IOException | InterruptedException | RuntimeException failed) {
      loop.close();
      throw failed;
    }
  }

  /** Makes the topics that are missing. */
  public static void provision(String bootstrap) throws IOException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      new TopicProvisioner(admin).provision(TopicCatalogue.shipped());
    } catch (ExecutionException failed) {
      throw new IOException("the topics could not be made", failed);
    }
  }

  /** Where Kafka's clients connect. */
  public String bootstrap() {
    return "127.0.0.1:" + kafkaPort;
  }

  /** An administrator; the caller closes it. */
  public Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrap()));
  }

  /** The instance that is always there, unless somebody killed it. */
  public Instance instance(Service service) {
    Instance instance = first.get(service);
    if (instance == null) {
      throw new IllegalStateException(service + " is not started");
    }
    return instance;
  }

  /** Starts one more instance, with these settings beside the plan's; it is the caller's to end. */
  public Instance join(Service service, String... settings) throws InterruptedException {
    return launch(service, 1, settings).awaitReady();
  }

  /** Where an instance keeps its state stores. */
  public Path stores(Instance instance) {
    return state(instance.name()).resolve("streams");
  }

  /** The broker's process of now. */
  public JavaProcess broker() {
    return broker;
  }

  /** Starts the broker after its last process has ended, and returns when it serves. */
  public void restartBroker() throws IOException, InterruptedException {
    broker = launchBroker();
    awaitBroker();
  }

  /** Ends one in order, as an upgrade does, and starts it again. */
  public void roll(Service service) throws InterruptedException {
    Instance instance = instance(service);
    instance.process().terminate(ORDERLY_END);
    instance.restart().awaitReady();
  }

  /** Kills all that still run. */
  @Override
  public void close() {
    for (Instance instance : all) {
      instance.close();
    }
    broker.close();
  }

  private JavaProcess launchBroker() throws IOException {
    return JavaProcess.start(
        "broker",
        plan.logs().resolve("broker.log"),
        Map.of(),
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx384m",
            "-cp",
            System.getProperty("java.class.path"),
            BrokerMain.class.getName(),
            plan.kafka().toString(),
            Integer.toString(kafkaPort)));
  }

  /** A killed broker's registration bars the next one until its session lapses, so this tries. */
  private void awaitBroker() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + BROKER_PATIENCE.toNanos();
    while (true) {
      try (Admin admin = admin()) {
        admin.describeCluster().nodes().get(5, TimeUnit.SECONDS);
        admin.listTopics().names().get(5, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException | TimeoutException | KafkaException notYet) {
        if (System.nanoTime() > deadline) {
          throw new IOException("the broker does not serve, see its log", notYet);
        }
      }
      if (!broker.isAlive()) {
        throw new IOException("the broker ended, see its log");
      }
      Thread.sleep(100);
    }
  }

  private Instance launch(Service service, int number, String... settings) {
    int port = freePort();
    String name = service.title() + "-" + number;
    Instance instance =
        new Instance(
            name,
            port,
            () -> {
              try {
                return JavaProcess.start(
                    name,
                    plan.logs().resolve(name + ".log"),
                    Map.of(
                        "INSTANCE",
                        Integer.toString(number),
                        "KAFKA_BOOTSTRAP_SERVERS",
                        bootstrap(),
                        // Its native library would else be unpacked once more by every start.
                        "ROCKSDB_SHAREDLIB_DIR",
                        state(name).toString()),
                    command(service, name, port, settings));
              } catch (IOException failed) {
                throw new UncheckedIOException(failed);
              }
            });
    all.add(instance);
    return instance;
  }

  private List<String> command(Service service, String name, int port, String... settings) {
    String title = service.title();
    List<String> command = new ArrayList<>(plan.jvm());
    command.add("-Djava.io.tmpdir=" + state(name));
    if (plan.archived()) {
      command.add("-XX:SharedArchiveFile=" + plan.app().resolve(title).resolve("classes.jsa"));
      command.addAll(List.of("-Xlog:cds*=off", "-Xlog:class+path=off"));
    }
    command.add("-jar");
    command.add(plan.app().resolve(title).resolve(title + "-exec.jar").toString());
    command.add("--server.port=" + port);
    command.add(
        "--spring.config.additional-location=" + plan.home().resolve("deploy/local/local.yml"));
    command.add("--opinion-loop.state-dir=" + state(name).resolve("streams"));
    command.add("--opinion-loop.reporting.peers.advertised=127.0.0.1:" + port);
    command.add("--opinion-loop.reporting.peers.key=the-peers-of-the-bench");
    command.addAll(plan.settings().getOrDefault(service, List.of()));
    command.addAll(List.of(settings));
    return command;
  }

  private Path state(String name) {
    Path state = plan.directory().resolve("state").resolve(name);
    // RocksDB's and Java's temporary files want it to be there before the service starts.
    state.toFile().mkdirs();
    return state;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException("no free port", none);
    }
  }
}
