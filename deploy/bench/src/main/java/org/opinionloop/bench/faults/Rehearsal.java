package org.opinionloop.bench.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.opinionloop.bench.loop.Service;

/** One run: a loop, a client, faults one after another, rest, and the verdict. */
final class Rehearsal {

  private static final Duration RECOVERY = Duration.ofSeconds(120);
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private final Options options;
  private final Stage stage;
  private final Disk disk;
  private final CopyOnWriteArrayList<Integer> doors = new CopyOnWriteArrayList<>();
  private final Recoveries recoveries = new Recoveries();

  Rehearsal(Options options, Stage stage, Disk disk) {
    this.options = options;
    this.stage = stage;
    this.disk = disk;
    this.doors.add(stage.loop().instance(Service.INTAKE).port());
  }

  /** Settings of the services under which faults are missed soon, and letters leave the house. */
  static Map<Service, List<String>> settings(int mailPort) {
    String session = Long.toString(Breaker.SESSION.toMillis());
    List<String> all =
        List.of(
            "--spring.cloud.stream.kafka.binder.consumer-properties.session.timeout.ms=" + session,
            "--spring.cloud.stream.kafka.binder.consumer-properties.heartbeat.interval.ms=1500",
            "--spring.cloud.stream.kafka.streams.binder.configuration.session.timeout.ms="
                + session,
            "--spring.cloud.stream.kafka.streams.binder.configuration.heartbeat.interval.ms=1500");
    List<String> reply = new ArrayList<>(all);
    reply.addAll(
        List.of(
            "--opinion-loop.reply.delivery.routes=smtp,webhook",
            "--opinion-loop.reply.delivery.first-pause=1s",
            "--opinion-loop.reply.delivery.longest-pause=5s",
            "--opinion-loop.reply.delivery.webhook.timeout=1s",
            "--opinion-loop.reply.delivery.webhook.internal=true",
            "--spring.mail.host=127.0.0.1",
            "--spring.mail.port=" + mailPort));
    return Map.of(Service.CLASSIFIER, all, Service.REPLY, reply, Service.REPORTING, all);
  }

  /**
   * These settings, with fewer and longer transactions. At a hundred opinions a second most of what
   * a loop costs is to begin and to end transactions of a few records each; longer ones leave two
   * processors the room to start services again and again, and leave each fault more to undo.
   */
  static List<String> lighter(Service service, List<String> settings) {
    List<String> lighter = new ArrayList<>(settings);
    switch (service) {
      case INTAKE -> lighter.add("--OPINION_LOOP_LINGER=20ms");
      case CLASSIFIER -> lighter.addAll(gathering("classify-in-0", 100));
      case REPLY -> {
        lighter.add("--OPINION_LOOP_COMMIT_INTERVAL=500");
        lighter.add("--OPINION_LOOP_DELIVERY_BATCH=500");
        lighter.addAll(gathering("deliver-in-0", 500));
      }
      case REPORTING -> lighter.add("--OPINION_LOOP_COMMIT_INTERVAL=500");
    }
    return List.copyOf(lighter);
  }

  /** A consumer that waits so long for more than a few records. */
  private static List<String> gathering(String binding, int millis) {
    String consumer =
        "--spring.cloud.stream.kafka.bindings." + binding + ".consumer.configuration.";
    return List.of(consumer + "fetch.min.bytes=262144", consumer + "fetch.max.wait.ms=" + millis);
  }

  /** The verdict, after everything has come to rest. */
  Audit.Verdict run() throws IOException, InterruptedException, ExecutionException {
    List<Fault> schedule =
        options.faults() == 0
            ? Schedule.oneOfEachKind(options.seed())
            : Schedule.of(options.seed(), options.faults());
    stage.plantForeignRecords();
    try (Client client = new Client(stage, () -> List.copyOf(doors), options.rate())) {
      Breaker breaker = new Breaker(stage, disk, client, doors, options.seed());
      long start = System.nanoTime();
      awaitCarried(client, start);
      breakAll(schedule, breaker, client);
      stage.plantForeignRecords();
      while (client.handedIn() < options.opinions()) {
        Thread.sleep(200);
      }
      client.finish(RECOVERY);
      System.out.printf("answers by status: %s%n%n%s", client.answers(), recoveries.table());
      return stage.judge(breaker.excuses());
    }
  }

  private void breakAll(List<Fault> schedule, Breaker breaker, Client client)
      throws IOException, InterruptedException {
    Iterator<Fault> faults = schedule.iterator();
    List<Fault> lasting = new ArrayList<>();
    List<Long> since = new ArrayList<>();
    while (faults.hasNext()) {
      Fault fault = faults.next();
      long from = System.currentTimeMillis();
      System.out.printf("%tT  %s%n", from, fault);
      if (fault.kind().lasts()) {
        breaker.begin(fault);
        lasting.add(fault);
        since.add(from);
        if (faults.hasNext()) {
          continue;
        }
        Thread.sleep(BETWEEN.toMillis());
      } else {
        breaker.strike(fault);
        recovered(fault, client);
        breaker.happened(fault, from, System.currentTimeMillis());
      }
      for (int i = 0; i < lasting.size(); i++) {
        breaker.end(lasting.get(i));
        recovered(lasting.get(i), client);
        breaker.happened(lasting.get(i), since.get(i), System.currentTimeMillis());
      }
      lasting.clear();
      since.clear();
      Thread.sleep(BETWEEN.toMillis());
    }
  }

  private void recovered(Fault fault, Client client) throws InterruptedException {
    long gone = System.nanoTime();
    awaitCarried(client, gone);
    recoveries.add(fault.kind(), Duration.ofNanos(System.nanoTime() - gone));
  }

  /** Until an opinion posted after this moment has gone all the way. */
  private void awaitCarried(Client client, long after) throws InterruptedException {
    long deadline = System.nanoTime() + RECOVERY.toNanos();
    String probe = null;
    while (probe == null || !stage.witness().isAcknowledged(probe)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the loop does not carry anything any more, two minutes after the fault");
      }
      Client.Accepted latest = client.latest();
      if (probe == null && latest != null && latest.postedAt() - after > 0) {
        probe = latest.opinionId();
      }
      Thread.sleep(50);
    }
  }
}
