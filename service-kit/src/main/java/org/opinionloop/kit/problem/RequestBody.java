package org.opinionloop.kit.problem;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.internal.ThreadExecutorMap;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** Reads a request's body whole, up to a limit in bytes and in time. */
public final class RequestBody {

  /** How large the body of a single request may be. */
  public static final int MAX_BYTES = 64 * 1024;

  /**
   * How large one with a long text may be: with 20,000 characters, each of them written as two
   * escapes of six bytes, as many a program writes what is not ASCII.
   */
  public static final int MAX_BYTES_WITH_TEXT = 300 * 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * That of the thread that reads: to have every request watched by another thread is to wake that
   * one up for each.
   */
  private static final ThreadLocal<Scheduler> CLOCK = ThreadLocal.withInitial(RequestBody::clock);

  private RequestBody() {}

  /** The bytes; or 413 if there are more than {@link #MAX_BYTES}, 408 if they do not come. */
  public static Mono<byte[]> read(ServerHttpRequest request) {
    return read(request, MAX_BYTES);
  }

  /** The same with a limit of its own. */
  public static Mono<byte[]> read(ServerHttpRequest request, int maxBytes) {
    if (request.getHeaders().getContentLength() > maxBytes) {
      return Mono.error(tooLarge(maxBytes));
    }
    return Mono.create(
        reader -> {
          Whole whole = new Whole(request, maxBytes, reader);
          reader.onDispose(whole);
          request.getBody().subscribe(whole);
        });
  }

  private static Scheduler clock() {
    EventExecutor loop = ThreadExecutorMap.currentExecutor();
    return loop == null ? Schedulers.parallel() : Schedulers.fromExecutorService(loop);
  }

  /**
   * Keeps what fits and counts what does not, so that the connection can be used again. In one
   * piece, as a chain of eight operators took longer than the reading.
   */
  private static final class Whole extends BaseSubscriber<DataBuffer> {

    private final ServerHttpRequest request;
    private final int maxBytes;
    private final MonoSink<byte[]> reader;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(1024);
    private int size;
    private Disposable watch = Disposables.disposed();

    Whole(ServerHttpRequest request, int maxBytes, MonoSink<byte[]> reader) {
      this.request = request;
      this.maxBytes = maxBytes;
      this.reader = reader;
    }

    @Override
    public Context currentContext() {
      return Context.of(reader.contextView());
    }

    @Override
    protected void hookOnSubscribe(Subscription body) {
      Leftovers.begun(request);
      watch =
          CLOCK
              .get()
              .schedule(() -> hookOnError(tooSlow()), PATIENCE.toSeconds(), TimeUnit.SECONDS);
      body.request(Long.MAX_VALUE);
    }

    @Override
    protected void hookOnNext(DataBuffer piece) {
      byte[] bytes = bytes(piece);
      size += bytes.length;
      if (size > Leftovers.LIMIT) {
        throw tooLarge(maxBytes);
      }
      if (size <= maxBytes) {
        kept.writeBytes(bytes);
      }
    }

    @Override
    protected void hookOnComplete() {
      Leftovers.ended(request);
      if (size > maxBytes) {
        reader.error(tooLarge(maxBytes));
      } else {
        reader.success(kept.toByteArray());
      }
    }

    @Override
    protected void hookOnError(Throwable failure) {
      reader.error(failure);
    }

    @Override
    protected void hookFinally(SignalType end) {
      watch.dispose();
    }
  }

  /** The bytes as they come; or 408 if for a long time none do, though they are asked for. */
  public static Flux<byte[]> stream(ServerHttpRequest request) {
    return Leftovers.body(request)
        .map(RequestBody::bytes)
        .transform(body -> Awaited.within(PATIENCE, PATIENCE.multipliedBy(10), CLOCK.get(), body))
        .onErrorMap(TimeoutException.class, tooSlow -> tooSlow());
  }

  /** The bytes of a buffer, which is released. */
  private static byte[] bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  private static ProblemException tooLarge(int maxBytes) {
    return new ProblemException(
        Problem.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", "The body is too large")
            .detail("expected: at most " + maxBytes + " bytes"));
  }

  private static ProblemException tooSlow() {
    return new ProblemException(
        Problem.of(HttpStatus.REQUEST_TIMEOUT, "too-slow", "The body did not come in time")
            .detail("nothing came, or not all of it, for " + PATIENCE.toSeconds() + " seconds"));
  }
}
