package org.opinionloop.local;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.opinionloop.local.broker.EmbeddedBroker;
import org.opinionloop.local.topics.TopicCatalogue;
import org.opinionloop.local.topics.TopicPlan;
import org.opinionloop.local.topics.TopicProvisioner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker and the four services, started in order and stopped in the opposite one: first the
 * services, all at once, then the broker, then the lock on the data directory.
 */
final class LocalRun implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalRun.class);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int SESSION = 6000;
  private static final int BEAT = SESSION / 3;

  private final Options options;
  private final Console console;
  private final DataDirectory data;
  private final List<Service> services = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private @Nullable EmbeddedBroker broker;
  private boolean closed;

  LocalRun(Options options, DataDirectory data, Console console) {
    this.options = options;
    this.data = data;
    this.console = console;
  }

  /** Starts everything and returns when all are ready. */
  void start() throws IOException, InterruptedException {
    requireFreePorts();
    provision(startKafka());
    startServices();
    awaitReadiness();
  }

  /** Where Kafka is, {@code host:port}. */
  String kafka() {
    return options.kafka() == null ? "127.0.0.1:" + options.ports().kafka() : options.kafka();
  }

  /** Stops what has been started, in order. May be called at any time, from any thread, again. */
  @Override
  public void close() {
    List<Service> running;
    EmbeddedBroker kafka;
    synchronized (this) {
      closed = true;
      running = List.copyOf(services);
      services.clear();
      kafka = broker;
      broker = null;
    }
    running.parallelStream().forEach(service -> quietly(service.name(), service));
    if (kafka != null) {
      quietly("Kafka", kafka);
    }
    quietly("the data directory", data);
    threads.shutdownNow();
  }

  private void requireFreePorts() {
    for (Service.Which which : Service.Which.values()) {
      Ports.requireFree(which.port(options.ports()), which.title());
    }
    if (options.kafka() == null) {
      Ports.requireFree(options.ports().kafka(), "Kafka");
    }
  }

  private String startKafka() throws IOException {
    if (options.kafka() == null) {
      EmbeddedBroker started = EmbeddedBroker.start(data.kafka(), options.ports().kafka());
      keep(() -> broker = started, started);
      console.progress("Kafka serves at " + kafka());
    }
    return kafka();
  }

  private void provision(String bootstrap) throws InterruptedException {
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers", bootstrap,
                "request.timeout.ms", 5000,
                "default.api.timeout.ms", 15000))) {
      TopicPlan plan = new TopicProvisioner(admin).provision(TopicCatalogue.shipped());
      console.progress(
          plan.missing().isEmpty()
              ? "all topics are there"
              : "created " + plan.missing().size() + " topics");
      plan.differences().forEach(difference -> console.progress("beware: " + difference));
    } catch (ExecutionException failed) {
      LOG.error("topics were not provisioned", failed);
      throw new CannotStart(
          failed.getCause() instanceof TimeoutException
              ? "no Kafka answers at " + bootstrap
              : "Kafka at " + bootstrap + " has refused our topics: " + root(failed).getMessage());
    } catch (ConfigException unresolvable) {
      throw new CannotStart("no Kafka answers at " + bootstrap + ": no such host");
    }
  }

  private void startServices() throws InterruptedException {
    Map<Service.Which, CompletableFuture<Service>> starting = new EnumMap<>(Service.Which.class);
    for (Service.Which which : Service.Which.values()) {
      starting.put(
          which,
          Service.start(which, which.port(options.ports()), arguments(which), threads)
              .whenComplete(
                  (service, failed) -> {
                    if (service != null) {
                      keep(() -> services.add(service), service);
                      console.progress(which.title() + " has started");
                    }
                  }));
    }
    for (Map.Entry<Service.Which, CompletableFuture<Service>> each : starting.entrySet()) {
      try {
        each.getValue().get();
      } catch (ExecutionException failed) {
        LOG.error("{} did not start", each.getKey().title(), failed.getCause());
        throw new CannotStart(
            each.getKey().title()
                + " did not start: "
                + root(failed).getMessage()
                + "; the whole story is in "
                + data.log());
      }
    }
  }

  private List<String> arguments(Service.Which which) {
    String intake = "http://127.0.0.1:" + options.ports().intake();
    String reporting = "http://127.0.0.1:" + options.ports().reporting();
    return List.of(
        // With the slash, what it imports is looked for beside it, and not in the working
        // directory.
        "--spring.config.additional-location=classpath:/local.yml",
        "--server.port=" + which.port(options.ports()),
        "--server.address=127.0.0.1",
        "--spring.kafka.bootstrap-servers=" + kafka(),
        "--opinion-loop.state-dir=" + data.state().resolve(which.title()),
        // After a kill the groups wait for their dead members: so long, rather than 45 s.
        "--spring.cloud.stream.kafka.binder.consumer-properties.session.timeout.ms=" + SESSION,
        "--spring.cloud.stream.kafka.streams.binder.configuration.session.timeout.ms=" + SESSION,
        // Three beats a session, or a single one that is late on a busy machine ends it.
        "--spring.cloud.stream.kafka.binder.consumer-properties.heartbeat.interval.ms=" + BEAT,
        "--spring.cloud.stream.kafka.streams.binder.configuration.heartbeat.interval.ms=" + BEAT,
        "--OPINION_LOOP_OUTBOX=" + data.outbox(),
        "--OPINION_LOOP_STATUS_URL=" + reporting + "/v1/opinions/{id}",
        "--OPINION_LOOP_RATING_URL=" + intake + "/v1/opinions/{id}/rating");
  }

  private void awaitReadiness() throws InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<Service> waiting = new ArrayList<>(List.copyOf(services));
    while (true) {
      for (Service service : List.copyOf(waiting)) {
        if (service.isReady(client)) {
          waiting.remove(service);
        }
      }
      if (waiting.isEmpty()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new CannotStart(
            waiting.get(0).name()
                + " is not ready after "
                + PATIENCE.toMinutes()
                + " minutes; see "
                + data.log());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Takes over something that has started; if all has been closed meanwhile, closes it too. */
  private void keep(Runnable register, AutoCloseable started) {
    synchronized (this) {
      if (!closed) {
        register.run();
        return;
      }
    }
    quietly("what had just started", started);
  }

  private static void quietly(String what, AutoCloseable closing) {
    try {
      closing.close();
    } catch (Exception failed) {
      LOG.error("{} did not stop in order", what, failed);
    }
  }

  private static Throwable root(Throwable failed) {
    Throwable cause = failed;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause;
  }
}
