package org.opinionloop.kit.problem;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * Ends a stream in a {@link TimeoutException} if nothing of what was asked for comes in time. What
 * nobody asks for cannot be late: a client that fetches its results slowly is not read from
 * meanwhile. So that one that fetches none keeps no place for good, this may not last for ever
 * either. Thread-safe, as whoever asks is not whoever sends.
 */
final class Awaited<T> implements CoreSubscriber<T>, Subscription {

  private final CoreSubscriber<? super T> reader;
  private final Duration whileAsked;
  private final Duration whileNotAsked;
  private final Scheduler clock;
  private Subscription source = Operators.emptySubscription();

  /** How many were asked for and have not come. */
  private long asked;

  /** While one is being handed on nobody is waited for. */
  private boolean handingOn;

  private boolean over;

  /** Tells the latest watch from one before it that may just be going off. */
  private long watches;

  private Disposable watch = Disposables.disposed();

  private Awaited(
      CoreSubscriber<? super T> reader,
      Duration whileAsked,
      Duration whileNotAsked,
      Scheduler clock) {
    this.reader = reader;
    this.whileAsked = whileAsked;
    this.whileNotAsked = whileNotAsked;
    this.clock = clock;
  }

  /** The same stream, watched. */
  static <T> Flux<T> within(
      Duration whileAsked, Duration whileNotAsked, Scheduler clock, Flux<T> source) {
    return source.transform(
        Operators.<T, T>lift(
            (kind, reader) -> new Awaited<T>(reader, whileAsked, whileNotAsked, clock)));
  }

  @Override
  public Context currentContext() {
    return reader.currentContext();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    source = subscription;
    reader.onSubscribe(this);
  }

  @Override
  public void request(long more) {
    synchronized (this) {
      boolean idle = asked == 0;
      asked = Operators.addCap(asked, more);
      if (idle && !handingOn && !over) {
        watch();
      }
    }
    source.request(more);
  }

  @Override
  public void onNext(T item) {
    synchronized (this) {
      if (over) {
        return;
      }
      handingOn = true;
      asked = asked == Long.MAX_VALUE ? asked : asked - 1;
      unwatch();
    }
    reader.onNext(item);
    synchronized (this) {
      handingOn = false;
      if (!over) {
        watch();
      }
    }
  }

  @Override
  public void onComplete() {
    if (end()) {
      reader.onComplete();
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (end()) {
      reader.onError(failure);
    } else {
      Operators.onErrorDropped(failure, currentContext());
    }
  }

  @Override
  public void cancel() {
    end();
    source.cancel();
  }

  private void watch() {
    unwatch();
    long mine = watches;
    Duration patience = asked > 0 ? whileAsked : whileNotAsked;
    watch = clock.schedule(() -> tooLate(mine), patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void unwatch() {
    watches++;
    watch.dispose();
  }

  private void tooLate(long which) {
    synchronized (this) {
      if (which != watches || !end()) {
        return;
      }
    }
    source.cancel();
    reader.onError(new TimeoutException());
  }

  /** Whether it has not ended before. */
  private synchronized boolean end() {
    boolean first = !over;
    over = true;
    unwatch();
    return first;
  }
}
