package org.opinionloop.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

class AwaitedTest {

  final Hands clock = new Hands();
  final Sinks.Many<String> source = Sinks.many().unicast().onBackpressureBuffer();
  final Reader reader = new Reader();

  AwaitedTest() {
    Awaited.within(Duration.ofSeconds(30), Duration.ofMinutes(5), clock, source.asFlux())
        .subscribe(reader);
  }

  @Test
  void whatWasAskedForAndDoesNotComeEndsTheStream() {
    reader.request(2);
    clock.passes(29);
    source.tryEmitNext("a");
    clock.passes(29);
    assertThat(reader.heard).containsExactly("a");

    clock.passes(1);

    assertThat(reader.heard).containsExactly("a", "TimeoutException");
    assertThat(source.currentSubscriberCount()).isZero();
  }

  @Test
  void whatNobodyAsksForMayWait() {
    reader.request(1);
    source.tryEmitNext("a");
    source.tryEmitNext("b");
    clock.passes(299);
    reader.request(1);
    source.tryEmitComplete();

    assertThat(reader.heard).containsExactly("a", "b", "complete");
    clock.passes(1_000);
    assertThat(reader.heard).hasSize(3);
  }

  @Test
  void timeCountsFromTheAskingOn() {
    reader.request(1);
    source.tryEmitNext("a");
    clock.passes(299);
    reader.request(1);
    clock.passes(29);
    assertThat(reader.heard).containsExactly("a");

    clock.passes(1);

    assertThat(reader.heard).containsExactly("a", "TimeoutException");
  }

  @Test
  void whoNeverAsksAgainKeepsNoPlaceForGood() {
    reader.request(1);
    source.tryEmitNext("a");
    clock.passes(300);

    assertThat(reader.heard).containsExactly("a", "TimeoutException");
  }

  @Test
  void whoHasGoneIsNotWatched() {
    reader.request(1);
    reader.cancel();
    clock.passes(1_000);

    assertThat(reader.heard).isEmpty();
  }

  /** Asks when it is told to. */
  private static final class Reader extends BaseSubscriber<String> {

    final List<String> heard = new ArrayList<>();

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      // asks for nothing yet
    }

    @Override
    protected void hookOnNext(String item) {
      heard.add(item);
    }

    @Override
    protected void hookOnComplete() {
      heard.add("complete");
    }

    @Override
    protected void hookOnError(Throwable failure) {
      heard.add(failure instanceof TimeoutException ? "TimeoutException" : String.valueOf(failure));
    }
  }

  /** A clock that moves when it is told to. */
  private static final class Hands implements Scheduler {

    private record Due(Runnable task, long at, Disposable.Swap state) {}

    private final List<Due> due = new ArrayList<>();
    private long seconds;

    void passes(long more) {
      seconds += more;
      List<Due> now = due.stream().filter(each -> each.at() <= seconds).toList();
      due.removeAll(now);
      now.stream().filter(each -> !each.state().isDisposed()).forEach(each -> each.task().run());
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
      Due later = new Due(task, seconds + unit.toSeconds(delay), Disposables.swap());
      due.add(later);
      return later.state();
    }

    @Override
    public Disposable schedule(Runnable task) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Worker createWorker() {
      throw new UnsupportedOperationException();
    }
  }
}
