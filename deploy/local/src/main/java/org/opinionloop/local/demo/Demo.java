package org.opinionloop.local.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionId;

/**
 * Hands in the sample as history, waits until the loop has done with it, and shows the figures.
 * Doing it again changes nothing: every opinion has its external id.
 */
public final class Demo {

  private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
  private static final LocalDate TO = LocalDate.of(2026, 6, 30);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final int intake;
  private final String kafka;
  private final Consumer<String> progress;
  private final Consumer<String> out;

  /**
   * A demo.
   *
   * @param intake where intake listens on loopback
   * @param kafka where Kafka is, {@code host:port}
   * @param progress takes a line about how far it is
   * @param out takes a line of the result
   */
  public Demo(int intake, String kafka, Consumer<String> progress, Consumer<String> out) {
    this.intake = intake;
    this.kafka = kafka;
    this.progress = progress;
    this.out = out;
  }

  /** Runs it; returns when the result is shown. */
  public void run() throws IOException, InterruptedException {
    Sample sample = Sample.shipped();
    progress.accept("handing in the sample, " + sample.entries().size() + " lines");
    List<Door.Answer> answers =
        new Door(intake).handIn(sample.entries().stream().map(Sample.Entry::line).toList());
    progress.accept("intake says: " + Door.summary(answers));
    Set<OpinionId> ids = new LinkedHashSet<>();
    answers.stream().map(Door.Answer::opinionId).forEach(id -> addIfPresent(ids, id));
    try (LoopReader reader = new LoopReader(kafka)) {
      LoopReading reading = awaitSettled(reader, ids);
      long repeated = count(answers, "repeated");
      out.accept("");
      out.accept(
          repeated == answers.size()
              ? "The sample was here before: nothing has changed. Half a year, January to June 2026:"
              : "The loop has settled. Half a year, January to June 2026:");
      out.accept("");
      new DemoTable()
          .totals(
              reading.total(FROM, TO),
              reading.progress(ids, FROM, TO).delivered(),
              (int) sample.entries().stream().filter(Sample.Entry::repeats).count())
          .by("by theme", reading.by(cell -> cell.theme(), FROM, TO))
          .by("by channel", reading.by(cell -> cell.channel(), FROM, TO))
          .accuracy(judged(sample, answers, reading))
          .lines()
          .forEach(out);
    }
  }

  private LoopReading awaitSettled(LoopReader reader, Set<OpinionId> ids) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long nextWord = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (true) {
      LoopReading reading = reader.read(Duration.ofMillis(200));
      LoopReading.Progress now = reading.progress(ids, FROM, TO);
      if (now.complete()) {
        progress.accept(now.toString());
        return reading;
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "the loop has not settled in " + PATIENCE.toMinutes() + " minutes: " + now);
      }
      if (System.nanoTime() > nextWord) {
        progress.accept(now.toString());
        nextWord += Duration.ofSeconds(2).toNanos();
      }
    }
  }

  /** The valid ones, each once. */
  private static List<DemoTable.Judged> judged(
      Sample sample, List<Door.Answer> answers, LoopReading reading) {
    List<DemoTable.Judged> judged = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      Sample.Entry entry = sample.entries().get(i);
      OpinionId id = answers.get(i).opinionId();
      OpinionClassified classified = id == null ? null : reading.classified(id);
      if (classified != null && entry.labels().theme() != null && !entry.repeats()) {
        judged.add(new DemoTable.Judged(entry.labels(), classified));
      }
    }
    return judged;
  }

  private static long count(List<Door.Answer> answers, String status) {
    return answers.stream().filter(answer -> answer.status().equals(status)).count();
  }

  private static void addIfPresent(Set<OpinionId> ids, @Nullable OpinionId id) {
    if (id != null) {
      ids.add(id);
    }
  }
}
