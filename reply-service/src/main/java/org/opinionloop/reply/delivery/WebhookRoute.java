package org.opinionloop.reply.delivery;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.contracts.contact.Contact;

/**
 * A letter as JSON by POST to the address that the person, or the application they use, has given.
 * 2xx is delivered; 408, 425, 429, 5xx, a time-out or a broken connection may pass; everything else
 * is final, redirects included. Sent again, it has the same {@code Idempotency-Key}.
 */
final class WebhookRoute implements Route {

  private static final JsonCodec<Payload> CODEC = JsonCodec.of(Payload.class);

  private final HttpClient client;
  private final Destinations destinations;
  private final Duration timeout;

  /**
   * Posts to these destinations.
   *
   * @param timeout for the whole of one request, its answer included
   */
  WebhookRoute(Destinations destinations, Duration timeout) {
    this.destinations = destinations;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  /** What is posted. */
  private record Payload(
      String letterId,
      String opinionId,
      LetterKind kind,
      String language,
      String subject,
      String body,
      @Nullable LocalDate answerBy) {}

  @Override
  public String code() {
    return "webhook";
  }

  @Override
  public boolean reaches(Contact contact) {
    return contact.webhook() != null && !contact.webhook().isBlank();
  }

  @Override
  public Attempt attempt(Mailing mailing) {
    URI uri;
    try {
      uri = URI.create(String.valueOf(mailing.contact().webhook()).strip());
    } catch (IllegalArgumentException malformed) {
      return new Attempt.Permanent("address-malformed");
    }
    return switch (destinations.judge(uri)) {
      case REFUSED -> new Attempt.Permanent("webhook-address-refused");
      case UNKNOWN_HOST -> new Attempt.Transient("webhook-host-unknown");
      case ALLOWED -> post(uri, mailing);
    };
  }

  private Attempt post(URI uri, Mailing mailing) {
    LetterIssued letter = mailing.letter();
    Payload payload =
        new Payload(
            letter.letterId().value(),
            letter.opinionId().value(),
            letter.kind(),
            letter.language(),
            letter.subject(),
            mailing.body(),
            letter.answerBy());
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("Idempotency-Key", letter.letterId().value())
            .POST(HttpRequest.BodyPublishers.ofByteArray(CODEC.encode(payload)))
            .build();
    CompletableFuture<HttpResponse<Void>> response =
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      return judge(response.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode());
    } catch (TimeoutException slow) {
      response.cancel(true);
      return new Attempt.Transient("webhook-timeout");
    } catch (InterruptedException stopping) {
      response.cancel(true);
      Thread.currentThread().interrupt();
      return new Attempt.Transient("webhook-interrupted");
    } catch (ExecutionException failed) {
      return failure(failed.getCause());
    }
  }

  private static Attempt judge(int status) {
    if (status >= 200 && status < 300) {
      return new Attempt.Done();
    }
    String reason = "webhook-" + status;
    boolean mayPass = status == 408 || status == 425 || status == 429 || status >= 500;
    return mayPass ? new Attempt.Transient(reason) : new Attempt.Permanent(reason);
  }

  private static Attempt failure(@Nullable Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return new Attempt.Transient("webhook-timeout");
    } else if (cause instanceof IOException) {
      return new Attempt.Transient("webhook-connection");
    } else if (cause instanceof IllegalArgumentException) {
      return new Attempt.Permanent("address-malformed");
    }
    throw new IllegalStateException("webhook", cause);
  }
}
