package org.opinionloop.local.demo;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Sends a request again while the answer is 503, as a busy service asks its callers to. Only for
 * requests that may be sent twice.
 */
final class PatientClient {

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Duration patience;

  /**
   * A client.
   *
   * @param patience after so long the 503 is the answer
   */
  PatientClient(Duration patience) {
    this.patience = patience;
  }

  CompletableFuture<HttpResponse<String>> send(HttpRequest request) {
    return send(request, System.nanoTime() + patience.toNanos());
  }

  private CompletableFuture<HttpResponse<String>> send(HttpRequest request, long deadline) {
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenCompose(
            response -> {
              long pause = pause(response).toMillis();
              long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
              if (response.statusCode() != 503 || left < pause) {
                return CompletableFuture.completedFuture(response);
              }
              Executor later = CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS);
              return CompletableFuture.runAsync(() -> {}, later)
                  .thenCompose(paused -> send(request, deadline));
            });
  }

  /** As long as the service asks for, within reason. */
  private static Duration pause(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("\\d{1,9}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .map(asked -> asked.compareTo(LONGEST) > 0 ? LONGEST : asked)
        .filter(asked -> asked.compareTo(PAUSE) > 0)
        .orElse(PAUSE);
  }
}
