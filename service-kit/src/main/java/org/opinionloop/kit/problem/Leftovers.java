package org.opinionloop.kit.problem;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a refused request still sends. It is read and thrown away before the answer goes out: what
 * comes after the answer would stand in the way of the next request on the same connection, which
 * then waits for ever. Of more than {@value #LIMIT} bytes, and of a slow one, the rest is not
 * waited for: the connection is closed.
 */
public final class Leftovers {

  /** How much is read only to be thrown away, in bytes. */
  public static final int LIMIT = 8 << 20;

  private static final String READ_TO_THE_END = Leftovers.class.getName();
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private Leftovers() {}

  /**
   * The body, for a handler that may stop in the middle of it: a second reader behind one that
   * stopped would get in its way, so the connection is closed instead.
   */
  public static Flux<DataBuffer> body(ServerHttpRequest request) {
    return request
        .getBody()
        .doOnSubscribe(subscription -> begun(request))
        .doOnComplete(() -> ended(request));
  }

  /** Somebody reads the body, and may stop in the middle of it. */
  static void begun(ServerHttpRequest request) {
    request.getAttributes().put(READ_TO_THE_END, false);
  }

  /** Nothing more of the body comes. */
  static void ended(ServerHttpRequest request) {
    request.getAttributes().put(READ_TO_THE_END, true);
  }

  /** Completes when nothing more comes, or when the answer has been marked as the last one. */
  static Mono<Void> discard(ServerWebExchange exchange) {
    ServerHttpRequest request = exchange.getRequest();
    if (request.getAttributes().get(READ_TO_THE_END) instanceof Boolean readToTheEnd) {
      return readToTheEnd ? Mono.empty() : last(exchange);
    }
    if (request.getHeaders().getContentLength() > LIMIT) {
      return last(exchange);
    }
    AtomicLong read = new AtomicLong();
    return request
        .getBody()
        .map(Leftovers::release)
        .takeUntil(size -> read.addAndGet(size) > LIMIT)
        .then(Mono.defer(() -> read.get() > LIMIT ? last(exchange) : Mono.<Void>empty()))
        .timeout(PATIENCE)
        .onErrorResume(unread -> last(exchange));
  }

  private static int release(DataBuffer buffer) {
    int size = buffer.readableByteCount();
    DataBufferUtils.release(buffer);
    return size;
  }

  private static Mono<Void> last(ServerWebExchange exchange) {
    return Mono.fromRunnable(
        () -> exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close"));
  }
}
