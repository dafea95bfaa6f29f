package org.opinionloop.bench.faults;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A channel that hands in opinions at a steady rate, one by one, and repeats each under the same
 * external id until it is told a number. Everything goes into its {@link Book}.
 */
final class Client implements AutoCloseable {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  /** So many may be under way before new ones wait for their turn. */
  private static final int MOST_AT_ONCE = 200;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Book book;
  private final Supplier<List<Integer>> doors;
  private final Opinions opinions;
  private final double rate;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger withoutNumber = new AtomicInteger();
  private final Queue<Repeat> repeats = new PriorityBlockingQueue<>();
  private final Map<Integer, Integer> answers = new TreeMap<>();
  private volatile Duration submittedAhead = Duration.ZERO;
  private volatile boolean open = true;
  private int begun;
  private final AtomicInteger handedIn;
  private volatile @Nullable Accepted latest;

  /** An opinion that was given a number, and when it was posted, as {@link System#nanoTime}. */
  record Accepted(String opinionId, long postedAt) {}

  /** What is to be posted again, at this {@link System#nanoTime}. */
  private record Repeat(int number, long at) implements Comparable<Repeat> {

    @Override
    public int compareTo(Repeat other) {
      return Long.compare(at - other.at, 0);
    }
  }

  /**
   * Begins at once.
   *
   * @param doors intake's ports of the moment, taken in turn
   * @param rate of new opinions, a second, whatever happens to them
   */
  Client(Stage stage, Supplier<List<Integer>> doors, double rate) {
    this.book = stage.book();
    this.opinions = stage.opinions();
    this.doors = doors;
    this.rate = rate;
    this.handedIn = new AtomicInteger(book.entries().size());
    long start = System.nanoTime();
    var unused = clock.scheduleWithFixedDelay(() -> keepPace(start), 0, 5, TimeUnit.MILLISECONDS);
  }

  /** How many opinions there are so far, those of earlier clients of the book included. */
  int handedIn() {
    return handedIn.get();
  }

  /** The one accepted last; absent before the first. */
  @Nullable Accepted latest() {
    return latest;
  }

  /** From now on opinions say that they were submitted so much after the true time, or before. */
  void submittedAhead(Duration ahead) {
    submittedAhead = ahead;
  }

  /** How often each status was answered; 0 stands for none. */
  Map<Integer, Integer> answers() {
    synchronized (answers) {
      return new TreeMap<>(answers);
    }
  }

  /** Begins no other opinion, and returns when all have their numbers or the time is over. */
  void finish(Duration patience) throws InterruptedException {
    open = false;
    long deadline = System.nanoTime() + patience.toNanos();
    while (withoutNumber.get() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void keepPace(long start) {
    double due = (System.nanoTime() - start) / 1e9 * rate;
    while (isRepeatDue()) {
      post(repeats.remove().number());
    }
    while (open && begun < due && underWay.get() < MOST_AT_ONCE) {
      begun++;
      withoutNumber.incrementAndGet();
      post(handedIn.getAndIncrement());
    }
  }

  private boolean isRepeatDue() {
    Repeat next = repeats.peek();
    return next != null && next.at() - System.nanoTime() <= 0;
  }

  private void post(int number) {
    String externalId = Opinions.externalId(number);
    byte[] opinion = opinions.body(number, submittedAhead);
    List<Integer> ports = doors.get();
    int port = ports.get(number % ports.size());
    book.posting(externalId, opinions.address(number), port);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/opinions"))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer local-channel-key")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(opinion))
            .build();
    underWay.incrementAndGet();
    long postedAt = System.nanoTime();
    var unused =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
            .whenComplete(
                (response, failed) -> {
                  try {
                    judge(number, externalId, postedAt, failed == null ? response : null);
                  } finally {
                    underWay.decrementAndGet();
                  }
                });
  }

  private void judge(
      int number, String externalId, long postedAt, @Nullable HttpResponse<byte[]> response) {
    int status = response == null ? 0 : response.statusCode();
    synchronized (answers) {
      answers.merge(status, 1, Integer::sum);
    }
    if (response != null && (status == 202 || status == 200)) {
      String id = MAPPER.readTree(response.body()).path("opinionId").stringValue();
      book.accepted(externalId, id);
      withoutNumber.decrementAndGet();
      latest = new Accepted(id, postedAt);
      return;
    }
    long pause = ThreadLocalRandom.current().nextInt(500, 1_500);
    if (response == null) {
      book.unanswered(externalId);
    } else {
      Optional<String> retryAfter = response.headers().firstValue("Retry-After");
      book.refused(externalId, status, retryAfter.isPresent());
      pause += 1_000 * (retryAfter.map(Long::parseLong).orElse(1L) - 1);
    }
    repeats.add(new Repeat(number, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause)));
  }
}
