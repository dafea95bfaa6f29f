package org.opinionloop.bench.faults;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.opinionloop.bench.load.HttpLoad;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opinions from one thread over plain connections, so that the client is never what has to be
 * waited for; everything goes into the {@link Book}. What is refused can be posted again
 * afterwards.
 */
final class Flood implements HttpLoad.Talk {

  private static final JsonMapper MAPPER = new JsonMapper();

  private final Book book;
  private final Opinions opinions;
  private final int port;
  private final Map<Integer, Integer> underWay = new HashMap<>();
  private final Queue<Integer> refused = new ArrayDeque<>();
  private final Map<Integer, Integer> answers = new TreeMap<>();
  private final List<Long> latencies = new ArrayList<>();
  private int handedIn;
  private boolean repeating;

  /** The next ones of this stage's book, for the instance behind this port. */
  Flood(Stage stage, int port) {
    this.book = stage.book();
    this.opinions = stage.opinions();
    this.port = port;
    this.handedIn = book.entries().size();
  }

  /** So many at a time for so long; how many were accepted a second. */
  double closed(int atOnce, Duration time) {
    try (HttpLoad load = new HttpLoad(port, atOnce, this)) {
      load.closed(time);
    }
    return latencies.size() / (double) time.toSeconds();
  }

  /** So many a second for so long, over so many connections; how many were answered a second. */
  double open(double perSecond, int connections, Duration time) {
    try (HttpLoad load = new HttpLoad(port, connections, this)) {
      return load.open(perSecond, time).perSecond();
    }
  }

  /**
   * Posts again what was refused, sooner than it was told to, so many at a time, until nothing is
   * or the time is over.
   */
  void repeatRefused(int atOnce, Duration patience) {
    repeating = true;
    long deadline = System.nanoTime() + patience.toNanos();
    while (!refused.isEmpty() && System.nanoTime() < deadline) {
      try (HttpLoad load = new HttpLoad(port, Math.min(atOnce, refused.size()), this)) {
        load.closed(refused.size(), Duration.ofNanos(deadline - System.nanoTime()));
      }
    }
    repeating = false;
  }

  /** How often each status was answered so far. */
  Map<Integer, Integer> answers() {
    return new TreeMap<>(answers);
  }

  /**
   * Of those that were accepted so far, from when they were due until they were answered, in
   * milliseconds, in ascending order.
   */
  List<Long> latencies() {
    return latencies.stream().sorted().toList();
  }

  @Override
  public byte[] ask(int request) {
    int number = repeating ? refused.remove() : handedIn++;
    underWay.put(request, number);
    book.posting(Opinions.externalId(number), opinions.address(number), port);
    return HttpLoad.post(
        "/v1/opinions",
        "local-channel-key",
        "application/json",
        opinions.body(number, Duration.ZERO));
  }

  @Override
  public void hear(int request, HttpLoad.Answer answer, Duration took) {
    int number = underWay.remove(request);
    String externalId = Opinions.externalId(number);
    int status = answer.status();
    answers.merge(status, 1, Integer::sum);
    if (status == 202 || status == 200) {
      book.accepted(externalId, MAPPER.readTree(answer.body()).path("opinionId").stringValue());
      latencies.add(took.toMillis());
      return;
    }
    refused.add(number);
    book.refused(externalId, status, answer.has("Retry-After"));
  }
}
