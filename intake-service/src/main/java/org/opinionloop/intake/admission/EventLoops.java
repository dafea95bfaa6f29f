package org.opinionloop.intake.admission;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.internal.ThreadExecutorMap;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long the threads that read requests take to come round. Such a thread reads all connections
 * on which something has come before it looks at its clock again, so whose turn it is in between
 * has waited for about as long as that was ago. A request takes so little of it that hardly any are
 * inside at once, however many wait.
 */
final class EventLoops {

  private static final long BEAT = 20;

  /** When this thread looked at its clock last; null if it is no event loop. */
  private static final ThreadLocal<@Nullable Beat> BEATS =
      ThreadLocal.withInitial(EventLoops::begin);

  private EventLoops() {}

  /** Only its own thread reads and writes it. */
  private static final class Beat implements Runnable {

    private long at = System.nanoTime();

    @Override
    public void run() {
      at = System.nanoTime();
    }
  }

  /** How long the one that this is called on has not come round; zero elsewhere. */
  static Duration busy() {
    Beat beat = BEATS.get();
    return beat == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - beat.at);
  }

  private static @Nullable Beat begin() {
    EventExecutor loop = ThreadExecutorMap.currentExecutor();
    if (loop == null) {
      return null;
    }
    Beat beat = new Beat();
    var unused = loop.scheduleAtFixedRate(beat, BEAT, BEAT, TimeUnit.MILLISECONDS);
    return beat;
  }
}
