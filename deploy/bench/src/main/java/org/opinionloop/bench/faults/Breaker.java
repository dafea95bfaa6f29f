package org.opinionloop.bench.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.opinionloop.bench.loop.Instance;
import org.opinionloop.bench.loop.Loop;
import org.opinionloop.bench.loop.Service;

/** Makes things go wrong, and puts them right again. */
final class Breaker {

  /** Kafka's least, so that a member that stands still is missed soon. */
  static final Duration SESSION = Duration.ofSeconds(6);

  private static final Duration STANDSTILL = SESSION.plusSeconds(3);
  private static final Duration BROKER_STANDSTILL = Duration.ofSeconds(5);
  private static final Duration COMPANY = Duration.ofSeconds(3);
  private static final Duration ORDERLY_END = Duration.ofSeconds(60);

  private static final Set<Fault.Kind> TOUCH_ALL_DELIVERY =
      EnumSet.of(
          Fault.Kind.ROLL,
          Fault.Kind.BROKER_KILL,
          Fault.Kind.BROKER_PAUSE,
          Fault.Kind.DISK_FULL,
          Fault.Kind.MAIL_AWAY,
          Fault.Kind.WEBHOOK_LATE);

  private final Loop loop;
  private final Disk disk;
  private final Mail mail;
  private final Webhook webhook;
  private final Client client;
  private final Random random;
  private final List<Integer> doors;
  private final List<Audit.Excuse> excuses = new ArrayList<>();

  /**
   * Breaks this loop.
   *
   * @param doors intake's ports as the client sees them; changed while there is a second instance
   */
  Breaker(Stage stage, Disk disk, Client client, CopyOnWriteArrayList<Integer> doors, long seed) {
    this.loop = stage.loop();
    this.disk = disk;
    this.mail = stage.mail();
    this.webhook = stage.webhook();
    this.client = client;
    this.doors = doors;
    this.random = new Random(seed);
  }

  /** The times in which letters may have been sent without a record of it. */
  List<Audit.Excuse> excuses() {
    return List.copyOf(excuses);
  }

  /** Lets one that lasts begin. */
  void begin(Fault fault) {
    switch (fault.kind()) {
      case MAIL_AWAY -> mail.away();
      case WEBHOOK_LATE -> webhook.late(true);
      case CLOCK_JUMP ->
          client.submittedAhead(
              Duration.ofHours(random.nextInt(24, 24 * 400))
                  .multipliedBy(random.nextInt(2) * 2 - 1));
      default -> throw new IllegalArgumentException(fault + " does not last");
    }
  }

  /** Ends one that lasts. */
  void end(Fault fault) throws IOException {
    switch (fault.kind()) {
      case MAIL_AWAY -> mail.back();
      case WEBHOOK_LATE -> webhook.late(false);
      case CLOCK_JUMP -> client.submittedAhead(Duration.ZERO);
      default -> throw new IllegalArgumentException(fault + " does not last");
    }
  }

  /** Lets one come and go; returns when its cause is gone, whether or not all is well again. */
  void strike(Fault fault) throws IOException, InterruptedException {
    switch (fault.kind()) {
      case KILL -> {
        Instance instance = loop.instance(fault.target());
        instance.process().kill();
        instance.restart();
      }
      case PAUSE -> standStill(fault.target());
      case REBALANCE -> {
        Instance second = join(fault.target());
        Thread.sleep(COMPANY.toMillis());
        leave(second, random.nextBoolean());
      }
      case TAKE_OVER -> {
        Instance second = join(fault.target());
        standStill(fault.target());
        leave(second, false);
      }
      case ROLL -> {
        for (Service service : Service.values()) {
          loop.roll(service);
        }
      }
      case BROKER_KILL -> {
        loop.broker().kill();
        loop.restartBroker();
      }
      case BROKER_PAUSE -> {
        loop.broker().pause();
        Thread.sleep(BROKER_STANDSTILL.toMillis());
        loop.broker().resume();
      }
      case DISK_FULL -> {
        disk.fill(loop.broker());
        // It gives up at its first append; if there is none, fate has it all the same.
        if (!loop.broker().awaitEnd(Duration.ofSeconds(20))) {
          loop.broker().kill();
        }
        disk.free();
        loop.restartBroker();
      }
      default -> throw new IllegalArgumentException(fault + " lasts");
    }
  }

  /** Between these times, in milliseconds since the epoch, this fault was there. */
  void happened(Fault fault, long from, long to) {
    if (TOUCH_ALL_DELIVERY.contains(fault.kind()) || fault.service() == Service.REPLY) {
      excuses.add(new Audit.Excuse(from, to));
    }
  }

  private void standStill(Service service) throws IOException, InterruptedException {
    loop.instance(service).process().pause();
    Thread.sleep(STANDSTILL.toMillis());
    loop.instance(service).process().resume();
  }

  private Instance join(Service service) throws InterruptedException {
    Instance second = loop.join(service);
    if (service == Service.INTAKE) {
      doors.add(second.port());
    }
    return second;
  }

  private void leave(Instance second, boolean suddenly) throws InterruptedException {
    doors.removeIf(port -> port == second.port());
    if (suddenly) {
      second.process().kill();
    } else {
      second.process().terminate(ORDERLY_END);
    }
  }
}
