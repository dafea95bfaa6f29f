package org.opinionloop.bench.faults;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
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

  private static final List<String> CHANNELS =
      List.of("website", "hotline", "social-media", "meeting");
  private static final List<String> DISTRICTS = List.of("东湖区", "清河县", "南浦区");

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Book book;
  private final Supplier<List<Integer>> doors;
  private final Webhook webhook;
  private final Pace pace;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger withoutNumber = new AtomicInteger();
  private final Queue<Repeat> repeats = new PriorityBlockingQueue<>();
  private final Queue<Long> latencies = new ConcurrentLinkedQueue<>();
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
   * How fast opinions come.
   *
   * @param rate of posts, a second
   * @param mostAtOnce so many may be under way before new ones wait for their turn
   * @param repeatsCount whether repeats are posts that count; else they come on top, as soon as
   *     they are due
   */
  record Pace(double rate, int mostAtOnce, boolean repeatsCount) {

    /** So many new opinions a second, whatever happens to them. */
    static Pace steady(double rate) {
      return new Pace(rate, 200, false);
    }

    /** So many requests a second, whether they are new or not. */
    static Pace load(double rate, int mostAtOnce) {
      return new Pace(rate, mostAtOnce, true);
    }
  }

  /**
   * Begins at once.
   *
   * @param doors intake's ports of the moment, taken in turn
   */
  Client(Stage stage, Supplier<List<Integer>> doors, Pace pace) {
    this.book = stage.book();
    this.webhook = stage.webhook();
    this.doors = doors;
    this.pace = pace;
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

  /** From post to answer, of those that were accepted, in milliseconds, in ascending order. */
  List<Long> latencies() {
    return latencies.stream().sorted().toList();
  }

  /** Begins no other opinion. */
  void stop() {
    open = false;
  }

  /** Begins no other opinion, and returns when all have their numbers or the time is over. */
  void finish(Duration patience) throws InterruptedException {
    stop();
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
    double due = (System.nanoTime() - start) / 1e9 * pace.rate();
    while (isRepeatDue() && (begun < due || !pace.repeatsCount())) {
      begun += pace.repeatsCount() ? 1 : 0;
      post(repeats.remove().number());
    }
    while (open && begun < due && underWay.get() < pace.mostAtOnce()) {
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
    String externalId = "F-" + number;
    Map<String, Object> opinion = opinion(number, externalId);
    List<Integer> ports = doors.get();
    int port = ports.get(number % ports.size());
    book.posting(externalId, address(number), port);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/opinions"))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer local-channel-key")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(opinion)))
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
      latencies.add((System.nanoTime() - postedAt) / 1_000_000);
      return;
    }
    long pause = ThreadLocalRandom.current().nextInt(500, 1_500);
    if (response != null && (status == 429 || status == 503)) {
      Optional<String> retryAfter = response.headers().firstValue("Retry-After");
      if (retryAfter.isEmpty()) {
        book.contradicted(externalId, "was not told when to come again");
      } else {
        pause += 1_000 * (Long.parseLong(retryAfter.get()) - 1);
      }
    } else if (response != null) {
      book.contradicted(externalId, "was answered " + status);
    }
    if (response == null || status >= 500) {
      book.unanswered(externalId);
    }
    repeats.add(new Repeat(number, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause)));
  }

  /** The same one however often it is repeated, but for the time at which it was submitted. */
  private Map<String, Object> opinion(int number, String externalId) {
    Map<String, Object> opinion = new LinkedHashMap<>();
    opinion.put("channel", CHANNELS.get(number % CHANNELS.size()));
    opinion.put("externalId", externalId);
    opinion.put("text", Words.text(number));
    if (number % 5 != 0) {
      opinion.put("district", DISTRICTS.get(number % DISTRICTS.size()));
    }
    opinion.put("submittedAt", Instant.now().plus(submittedAhead).toString());
    String address = address(number);
    if (!address.isEmpty()) {
      opinion.put("contact", Map.of(address.contains("@") ? "email" : "webhook", address));
    }
    return opinion;
  }

  /** Every tenth has an address for mail, every 25th another kind of address. */
  private String address(int number) {
    if (number % 10 == 0) {
      return "resident-" + number + "@example.org";
    }
    return number % 25 == 7 ? webhook.address("r" + number) : "";
  }
}
