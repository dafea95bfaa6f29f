package org.opinionloop.intake.publish;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds what waits for its acknowledgement, in number and in bytes. Thread-safe, lock-free. */
final class InFlight {

  private final int maxRecords;
  private final long maxBytes;
  private final AtomicInteger records = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  InFlight(int maxRecords, long maxBytes) {
    this.maxRecords = maxRecords;
    this.maxBytes = maxBytes;
  }

  /** Lets one more in, or says that there is no room. */
  boolean enter(int size) {
    boolean room = records.incrementAndGet() <= maxRecords & bytes.addAndGet(size) <= maxBytes;
    if (!room) {
      leave(size);
    }
    return room;
  }

  /** One that was let in is done. */
  void leave(int size) {
    records.decrementAndGet();
    bytes.addAndGet(-size);
  }

  int records() {
    return records.get();
  }

  long bytes() {
    return bytes.get();
  }
}
