package org.opinionloop.bench.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.opinionloop.bench.loop.Instance;
import org.opinionloop.bench.loop.JavaProcess;
import org.opinionloop.bench.loop.Service;
import org.opinionloop.bench.loop.Shell;

/**
 * Intake under twice the load that it can take, for a while: it refuses what is too much and says
 * when to come again, those it takes in do not wait long, its memory does not grow, and nothing is
 * lost. Meanwhile the other services stand still, and intake and the broker share one processor,
 * which the client does not use: the wait to be measured is intake's, not that for a processor.
 */
final class Overload {

  /** How many requests intake works on at once, as it is shipped. */
  private static final int MOST_INSIDE = 512;

  /** So many at a time show what it can take. */
  private static final int AT_ONCE = 64;

  /** So many requests may wait for their answers. */
  private static final int MOST_WAITING = 2_500;

  /** How long they wait for their turn before that, at most. */
  private static final Duration MOST_WAIT = Duration.ofMillis(250);

  private static final Duration MEASURING = Duration.ofSeconds(10);
  private static final Duration OVERLOAD = Duration.ofSeconds(15);
  private static final Duration AFTERWARDS = Duration.ofMinutes(3);

  /**
   * So many times the capacity is enough of twice the capacity: some wait for answers at the end.
   */
  private static final double MUCH = 1.8;

  /** The heap after a collection may be so many times as large as before. */
  private static final double MOST_GROWTH = 1.5;

  private Overload() {}

  /** Settings of intake: the places it is shipped with, and less patience. */
  static List<String> settings() {
    return List.of(
        "--opinion-loop.intake.admission.max-requests=" + MOST_INSIDE,
        "--opinion-loop.intake.admission.max-wait=" + MOST_WAIT.toMillis() + "ms",
        // What it remembers is meant to grow, up to this.
        "--opinion-loop.intake.remembered=1000");
  }

  /** The verdict; wrong is, too, what intake did not do as it must. */
  static Audit.Verdict run(Stage stage) throws IOException, InterruptedException {
    List<Instance> others =
        Stream.of(Service.CLASSIFIER, Service.REPLY, Service.REPORTING)
            .map(service -> stage.loop().instance(service))
            .toList();
    for (Instance each : others) {
      each.process().pause();
    }
    List<JavaProcess> measured =
        List.of(stage.loop().instance(Service.INTAKE).process(), stage.loop().broker());
    int processors = Runtime.getRuntime().availableProcessors();
    if (processors > 1) {
      Shell.run("taskset", "-apc", "1-" + (processors - 1), Long.toString(own()));
      for (JavaProcess each : measured) {
        each.pin("0");
      }
    }
    List<String> wrong = overload(stage);
    if (processors > 1) {
      Shell.run("taskset", "-apc", "0-" + (processors - 1), Long.toString(own()));
      for (JavaProcess each : measured) {
        each.pin("0-" + (processors - 1));
      }
    }
    for (Instance each : others) {
      each.process().resume();
    }
    for (Instance each : others) {
      each.awaitReady();
    }
    Audit.Verdict verdict = stage.judge(List.of());
    for (String each : wrong) {
      verdict = verdict.with(each);
    }
    return verdict;
  }

  private static List<String> overload(Stage stage) throws IOException, InterruptedException {
    Instance intake = stage.loop().instance(Service.INTAKE);
    // Twice, because the first is slowed down by what Java compiles meanwhile.
    capacity(stage, intake);
    double capacity = capacity(stage, intake);
    long before = heap(intake);
    Flood flood = new Flood(stage, intake.port());
    double offered = flood.open(2 * capacity, MOST_WAITING, OVERLOAD);
    List<Long> latencies = flood.latencies();
    Map<Integer, Integer> answers = flood.answers();
    flood.repeatRefused(AT_ONCE, AFTERWARDS);
    long after = heap(intake);
    long p99 = latencies.isEmpty() ? 0 : latencies.get((int) (latencies.size() * 0.99));
    long bound = Math.round(2_000 * MOST_INSIDE / capacity) + 2 * MOST_WAIT.toMillis();
    int refused = answers.getOrDefault(429, 0) + answers.getOrDefault(503, 0);
    System.out.printf(
        "intake takes %,.0f opinions a second; under %,.0f, answers by status: %s%n",
        capacity, offered, answers);
    System.out.printf(
        "p99 of those accepted %,d ms (at most %,d); heap after collection %,d MB before, %,d MB"
            + " after%n",
        p99, bound, before >> 20, after >> 20);

    List<String> wrong = new ArrayList<>();
    if (refused == 0 || offered < MUCH * capacity) {
      wrong.add("that was not too much");
    }
    if (p99 > bound) {
      wrong.add("those accepted waited too long");
    }
    if (after > MOST_GROWTH * before) {
      wrong.add("intake's memory grew");
    }
    return wrong;
  }

  private static long own() {
    return ProcessHandle.current().pid();
  }

  /** What it accepts a second from clients that wait for their answers. */
  private static double capacity(Stage stage, Instance intake) {
    Flood flood = new Flood(stage, intake.port());
    double capacity = flood.closed(AT_ONCE, MEASURING);
    flood.repeatRefused(AT_ONCE, AFTERWARDS);
    return capacity;
  }

  /** What is in use after a full collection, in bytes. */
  private static long heap(Instance intake) throws IOException, InterruptedException {
    Shell.run(
        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
        Long.toString(intake.process().pid()),
        "GC.run");
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + intake.port() + "/actuator/prometheus"))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofLines())
        .body()
        .filter(line -> line.startsWith("jvm_memory_used_bytes") && line.contains("\"heap\""))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
