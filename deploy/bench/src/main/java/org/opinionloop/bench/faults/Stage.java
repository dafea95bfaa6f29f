package org.opinionloop.bench.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.opinionloop.bench.loop.Arrival;
import org.opinionloop.bench.loop.Instance;
import org.opinionloop.bench.loop.Loop;
import org.opinionloop.bench.loop.Service;

/** A loop that runs, those around it, and what becomes known of them. */
final class Stage {

  private static final Duration REST = Duration.ofSeconds(120);

  private final Loop loop;
  private final Mail mail;
  private final Webhook webhook;
  private final Book book;
  private final Foreign foreign;
  private final Witness witness;

  /** Nothing has happened yet. */
  Stage(Loop loop, Mail mail, Webhook webhook) {
    this(loop, mail, webhook, new Book(), new Foreign(), loop.instance(Service.REPORTING).port());
  }

  private Stage(
      Loop loop, Mail mail, Webhook webhook, Book book, Foreign foreign, int reportingPort) {
    this.loop = loop;
    this.mail = mail;
    this.webhook = webhook;
    this.book = book;
    this.foreign = foreign;
    this.witness = new Witness(loop.bootstrap(), reportingPort);
  }

  /** The same, after a move to another loop or another instance of reporting. */
  Stage on(Loop other, Instance reporting) {
    return new Stage(other, mail, webhook, book, foreign, reporting.port());
  }

  Loop loop() {
    return loop;
  }

  Mail mail() {
    return mail;
  }

  Webhook webhook() {
    return webhook;
  }

  Opinions opinions() {
    return new Opinions(webhook);
  }

  Book book() {
    return book;
  }

  Witness witness() {
    return witness;
  }

  /** How many malformed records there are on the topics. */
  int foreigners() {
    return foreign.planted().size();
  }

  /** Puts malformed records on the topics. */
  void plantForeignRecords() throws ExecutionException, InterruptedException {
    foreign.plant(loop.bootstrap());
  }

  /** All letters that arrived anywhere. */
  List<Arrival> arrivals() throws IOException {
    List<Arrival> all = new ArrayList<>(mail.arrivals());
    all.addAll(webhook.arrivals());
    return all;
  }

  /** The verdict as soon as it is good, or when for a long time nothing has moved any more. */
  Audit.Verdict judge(List<Audit.Excuse> excuses) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + REST.toNanos();
    Map<String, Long> before = Map.of();
    while (true) {
      Map<String, Long> counts = witness.counts();
      if (!counts.equals(before)) {
        deadline = System.nanoTime() + REST.toNanos();
        before = counts;
      }
      boolean over = System.nanoTime() > deadline;
      if (over || counts.getOrDefault("received", 0L) >= book.entries().size()) {
        Audit.Verdict verdict =
            Audit.of(book, witness.evidence(arrivals()), excuses, foreign.planted());
        if (over || verdict.isGood()) {
          return verdict;
        }
      }
      Thread.sleep(1_000);
    }
  }
}
