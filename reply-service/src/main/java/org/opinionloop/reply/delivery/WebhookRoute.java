package org.opinionloop.reply.delivery;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.contracts.contact.Contact;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * A letter as JSON by POST to the address that the person, or the application they use, has given.
 * 2xx is delivered; 408, 425, 429, 5xx, a time-out, a broken connection or an answer that cannot be
 * read may pass; everything else is final, redirects included. The status counts once it is there,
 * whatever becomes of the rest of the answer. Sent again, it has the same {@code Idempotency-Key}.
 *
 * <p>An answer that cannot be read is no HTTP, or has more of it than we take. It does not say
 * whether the letter was taken, no more than 5xx does, and like that comes from a server or proxy
 * in trouble: better that the letter comes again, under its key, than not at all. Whoever always
 * answers so gets it as often as whoever always answers 500, and no longer.
 */
final class WebhookRoute implements Route {

  private static final JsonCodec<Payload> CODEC = JsonCodec.of(Payload.class);

  private final Destinations destinations;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * Posts to these destinations.
   *
   * @param timeout for the whole of one request, up to the status of its answer
   * @param loops on which connections are made
   */
  WebhookRoute(Destinations destinations, Duration timeout, LoopResources loops) {
    this.destinations = destinations;
    this.timeout = timeout;
    this.client =
        HttpClient.create(ConnectionProvider.newConnection())
            .runOn(loops)
            .resolver(new CheckedResolver(destinations))
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(timeout.toMillis()))
            .followRedirect(false)
            .disableRetry(true)
            .headers(
                headers ->
                    headers
                        .set("User-Agent", "Opinion-Loop")
                        .set("Content-Type", "application/json; charset=utf-8"));
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
  public boolean accepts(Contact contact) {
    return address(contact).filter(destinations::allows).isPresent();
  }

  @Override
  public Attempt attempt(Mailing mailing) {
    Optional<URI> address = address(mailing.contact());
    if (address.isEmpty()) {
      return new Attempt.Permanent("address-malformed");
    }
    URI uri = address.get();
    if (!destinations.allows(uri)) {
      return new Attempt.Permanent("webhook-address-refused");
    }
    try {
      if (isAddress(uri.getHost())) {
        // It is not resolved any more when the connection is made.
        destinations.resolve(uri.getHost());
      }
      return post(uri, mailing);
    } catch (UnknownHostException refused) {
      return failure(refused);
    }
  }

  private static Optional<URI> address(Contact contact) {
    try {
      return Optional.ofNullable(contact.webhook()).map(String::strip).map(URI::create);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** Whether it is an address and no name: those begin with a letter in their last part. */
  private static boolean isAddress(String host) {
    return host.startsWith("[") || host.matches(".*(?:^|\\.)[0-9][^.]*\\.?");
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
    try {
      Integer status =
          client
              .headers(headers -> headers.set("Idempotency-Key", letter.letterId().value()))
              .post()
              .uri(uri)
              .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(CODEC.encode(payload))))
              .response()
              .map(answer -> answer.status().code())
              .single()
              .timeout(timeout)
              .block();
      return judge(status == null ? 0 : status);
    } catch (RuntimeException failed) {
      return failure(Exceptions.unwrap(failed));
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

  private static Attempt failure(Throwable cause) {
    if (cause instanceof Destinations.Refused) {
      return new Attempt.Permanent("webhook-address-refused");
    } else if (cause instanceof UnknownHostException) {
      return new Attempt.Transient("webhook-host-unknown");
    } else if (cause instanceof TimeoutException) {
      return new Attempt.Transient("webhook-timeout");
    } else if (cause instanceof IOException || cause instanceof AbortedException) {
      return new Attempt.Transient("webhook-connection");
    } else if (cause instanceof DecoderException || cause instanceof IllegalArgumentException) {
      // The address was looked at before; what is malformed now is what came back.
      return new Attempt.Transient("webhook-answer");
    } else if (cause instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return new Attempt.Transient("webhook-interrupted");
    }
    throw new IllegalStateException("webhook", cause);
  }
}
