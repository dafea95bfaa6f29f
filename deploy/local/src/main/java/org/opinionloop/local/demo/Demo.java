package org.opinionloop.local.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.local.demo.Statements.What;

/**
 * Hands in the sample as history, waits until the loop has done with it, and shows the figures.
 * Doing it again changes nothing: every opinion has its external id.
 */
public final class Demo {

  private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
  private static final LocalDate TO = LocalDate.of(2026, 6, 30);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration WORD = Duration.ofSeconds(2);
  private static final int AT_ONCE = 32;

  private final int intake;
  private final int reporting;
  private final String kafka;
  private final Consumer<String> progress;
  private final Consumer<String> out;

  /**
   * A demo.
   *
   * @param intake where intake listens on loopback
   * @param reporting where reporting listens on loopback
   * @param kafka where Kafka is, {@code host:port}
   * @param progress takes a line about how far it is
   * @param out takes a line of the result
   */
  public Demo(
      int intake, int reporting, String kafka, Consumer<String> progress, Consumer<String> out) {
    this.intake = intake;
    this.reporting = reporting;
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
      awaitSettled(reader, ids);
      Map<String, OpinionId> numbers = numbers(sample, answers);
      LoopReading reading = tellTheRest(sample, reader, numbers, ids);
      OfficeSample office = new OfficeSample(new Door(intake), reporting);
      office.handIn(numbers);
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
          .handling(reading.total(FROM, TO))
          .services(office.ratings("2026-H1"))
          .measures(
              office.measures("promisedFrom=" + FROM + "&promisedTo=" + TO),
              office.measures("state=kept&endedFrom=" + FROM + "&endedTo=" + TO),
              office.measures("overdue=true&promisedTo=" + TO))
          .hotTopics(office.hotTopics(FROM, TO))
          .by("by theme", reading.by(cell -> cell.theme(), FROM, TO))
          .by("by channel", reading.by(cell -> cell.channel(), FROM, TO))
          .accuracy(judged(sample, answers, reading))
          .lines()
          .forEach(out);
      seeTheLetter();
    }
  }

  /** A browser can show no key, so the letter is fetched with one. */
  private void seeTheLetter() {
    String letter = "http://127.0.0.1:" + reporting + "/v1/reports/2026-H1?format=";
    out.accept("");
    out.accept("  the public letter of this half-year, with the key of an analyst:");
    for (String form : List.of("json", "md", "html", "pdf")) {
      out.accept(
          "    curl -s -H 'Authorization: Bearer local-analyst-key' -o letter."
              + form
              + " '"
              + letter
              + form
              + "'");
    }
  }

  private static Map<String, OpinionId> numbers(Sample sample, List<Door.Answer> answers) {
    Map<String, OpinionId> numbers = new HashMap<>();
    for (int i = 0; i < answers.size(); i++) {
      OpinionId id = answers.get(i).opinionId();
      if (id != null) {
        numbers.put(sample.entries().get(i).name(), id);
      }
    }
    return numbers;
  }

  /**
   * Corrections, extensions, answers and ratings, as far as they are not on their topics already.
   */
  private LoopReading tellTheRest(
      Sample sample, LoopReader reader, Map<String, OpinionId> numbers, Set<OpinionId> ids)
      throws IOException, InterruptedException {
    Map<LoopReading.Said, Statements.Statement> all = new LinkedHashMap<>();
    for (Statements.Statement each : Statements.shipped().all()) {
      OpinionId id = numbers.get(each.channel() + ' ' + each.externalId());
      if (id != null) {
        all.put(new LoopReading.Said(each.what(), id, each.at()), each);
      }
    }
    LoopReading reading = reader.read(Duration.ofMillis(200));
    List<LoopReading.Said> missing =
        all.keySet().stream().filter(said -> !reading.knows(said)).toList();
    if (!missing.isEmpty()) {
      progress.accept(missing.size() + " corrections, extensions, answers and ratings follow");
    }
    Door door = new Door(intake);
    for (int from = 0; from < missing.size(); from += AT_ONCE) {
      CompletableFuture.allOf(
              missing.subList(from, Math.min(missing.size(), from + AT_ONCE)).stream()
                  .map(said -> door.say(said.what(), said.opinionId(), body(all, said)))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
    }
    Set<OpinionId> answered = opinions(all.keySet(), What.ANSWER);
    Set<OpinionId> rated = opinions(all.keySet(), What.RATING);
    long merged = sample.entries().stream().filter(Sample.Entry::merged).count();
    long letters =
        merged + all.keySet().stream().filter(said -> said.what() == What.ANSWER).count();
    await(
        reader,
        now ->
            now.laterLetters(ids) >= letters
                && now.undelivered(ids) == 0
                && now.total(FROM, TO).getOrDefault(LoopCount.MERGED, 0L) >= merged
                && now.total(FROM, TO).getOrDefault(LoopCount.ANSWERED, 0L) >= answered.size()
                && now.total(FROM, TO).getOrDefault(LoopCount.EFFECTIVE_FOLLOW_UPS, 0L)
                    >= rated.size()
                // All are of the past: answered, or else overdue as soon as reporting notices that.
                && now.total(FROM, TO).getOrDefault(LoopCount.DUE, 0L)
                    >= now.total(FROM, TO).getOrDefault(LoopCount.VALID, 0L),
        now ->
            now.laterLetters(ids)
                + " letters with answers, "
                + now.undelivered(ids)
                + " of them on their way");
    return reading;
  }

  private static String body(
      Map<LoopReading.Said, Statements.Statement> all, LoopReading.Said said) {
    Statements.Statement statement = all.get(said);
    if (statement == null) {
      throw new IllegalStateException("nothing was said by " + said);
    }
    return statement.body();
  }

  private static Set<OpinionId> opinions(Set<LoopReading.Said> said, What what) {
    return said.stream()
        .filter(each -> each.what() == what)
        .map(LoopReading.Said::opinionId)
        .collect(Collectors.toSet());
  }

  private void awaitSettled(LoopReader reader, Set<OpinionId> ids) throws IOException {
    await(
        reader,
        now -> now.progress(ids, FROM, TO).complete(),
        now -> now.progress(ids, FROM, TO).toString());
  }

  /** Reads on until it is so, with a word now and then. */
  private void await(
      LoopReader reader, Predicate<LoopReading> done, Function<LoopReading, String> word)
      throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long nextWord = System.nanoTime() + WORD.toNanos();
    while (true) {
      LoopReading now = reader.read(Duration.ofMillis(200));
      if (done.test(now)) {
        progress.accept(word.apply(now));
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "the loop has not settled in " + PATIENCE.toMinutes() + " minutes: " + word.apply(now));
      }
      if (System.nanoTime() > nextWord) {
        progress.accept(word.apply(now));
        nextWord += WORD.toNanos();
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
      if (classified != null
          && entry.labels().theme() != null
          && !entry.repeats()
          && !entry.merged()) {
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
