package org.opinionloop.bench.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.opinionloop.bench.loop.Instance;
import org.opinionloop.bench.loop.JavaProcess;
import org.opinionloop.bench.loop.Loop;
import org.opinionloop.bench.loop.Service;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.Topics;
import org.opinionloop.local.topics.Repartition;

/**
 * What the runbook says of state stores, replays and partitions, done in its order: after each,
 * everything is as it was and goes on.
 */
final class Upgrades {

  private static final Duration ORDERLY_END = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int PARTITIONS = 12;

  private final Loop.Plan plan;
  private Stage stage;

  /**
   * Begins on this stage.
   *
   * @param plan by which another loop can be started beside it
   */
  Upgrades(Stage stage, Loop.Plan plan) {
    this.stage = stage;
    this.plan = plan;
  }

  /** The verdict over everything that was handed in, on the cluster on which it ended. */
  Audit.Verdict run() throws IOException, InterruptedException, ExecutionException {
    handIn(Duration.ofSeconds(20));
    Audit.Verdict verdict = stage.judge(List.of());
    if (!verdict.isGood()) {
      return verdict;
    }
    rebuild(Service.REPORTING);
    rebuild(Service.REPLY);
    handIn(Duration.ofSeconds(4));
    verdict = stage.judge(List.of());
    if (!verdict.isGood()) {
      return verdict;
    }
    Figures before = figures();
    replay(before);
    return repartition(before);
  }

  /** What there is to be counted: on the reporting topic, and in reporting's own stores. */
  private record Figures(Map<String, Map<LoopCount, Long>> cells, Map<String, Long> counts) {}

  private Figures figures() throws IOException, InterruptedException {
    return new Figures(stage.witness().cells(), stage.witness().counts());
  }

  private void handIn(Duration time) throws InterruptedException {
    int door = stage.loop().instance(Service.INTAKE).port();
    try (Client client = new Client(stage, () -> List.of(door), 50)) {
      Thread.sleep(time.toMillis());
      client.finish(PATIENCE);
    }
  }

  /** The stores are gone; the service makes them again from its changelogs. */
  private void rebuild(Service service) throws IOException, InterruptedException {
    Figures before = figures();
    Instance instance = stage.loop().instance(service);
    instance.process().terminate(ORDERLY_END);
    delete(stage.loop().stores(instance));
    long start = System.nanoTime();
    instance.restart().awaitReady();
    awaitSame(before);
    say("the stores of " + service.title() + " were made again", start);
  }

  /** Another version of reporting reads all history, under an application id of its own. */
  private void replay(Figures before) throws IOException, InterruptedException, ExecutionException {
    stage.loop().instance(Service.REPORTING).process().terminate(ORDERLY_END);
    try (Admin admin = stage.loop().admin()) {
      List<String> published = List.of(Topics.CASES, Topics.METRICS, Topics.ISSUES);
      admin.deleteTopics(published).all().get();
      while (!Collections.disjoint(admin.listTopics().names().get(), published)) {
        Thread.sleep(50);
      }
    }
    Loop.provision(stage.loop().bootstrap());
    long start = System.nanoTime();
    Instance next =
        stage
            .loop()
            .join(Service.REPORTING, "--OPINION_LOOP_REPORTING_APPLICATION_ID=reporting-service-2");
    stage = stage.on(stage.loop(), next);
    awaitSame(before);
    say("history was replayed into another reporting", start);
    next.process().terminate(ORDERLY_END);
  }

  /** The loop moves to a cluster whose topics have twice as many partitions. */
  private Audit.Verdict repartition(Figures before) throws IOException, InterruptedException {
    for (Service service : List.of(Service.INTAKE, Service.CLASSIFIER, Service.REPLY)) {
      stage.loop().instance(service).process().terminate(ORDERLY_END);
    }
    Path elsewhere = plan.directory().resolve("elsewhere");
    Loop.Plan other =
        new Loop.Plan(
            plan.home(), plan.app(), elsewhere, plan.jvm(), plan.archived(), plan.settings());
    String from = stage.loop().bootstrap();
    long start = System.nanoTime();
    try (Loop loop = Loop.start(other, to -> move(from, to))) {
      stage = stage.on(loop, loop.instance(Service.REPORTING));
      awaitSame(before);
      say("everything has moved to " + PARTITIONS + " partitions", start);
      handIn(Duration.ofSeconds(4));
      return stage.judge(List.of());
    }
  }

  private void move(String from, String to) throws IOException {
    JavaProcess.start(
            "repartition",
            plan.logs().resolve("repartition.log"),
            Map.of(),
            List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Repartition.class.getName(),
                from,
                to,
                Integer.toString(PARTITIONS)))
        .awaitSuccess();
  }

  private void awaitSame(Figures before) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isSame(before)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the figures are not what they were");
      }
      Thread.sleep(200);
    }
  }

  private boolean isSame(Figures before) throws InterruptedException {
    try {
      return figures().equals(before);
    } catch (IOException notReady) {
      return false;
    }
  }

  private void say(String what, long start) {
    System.out.printf(
        "%s, with %,d opinions: %.1f s%n",
        what, stage.book().entries().size(), (System.nanoTime() - start) / 1e9);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
