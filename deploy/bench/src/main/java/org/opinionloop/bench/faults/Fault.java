package org.opinionloop.bench.faults;

import org.jspecify.annotations.Nullable;
import org.opinionloop.bench.loop.Service;

/**
 * Something that goes wrong.
 *
 * @param service to which it happens; absent if to no service
 */
record Fault(Kind kind, @Nullable Service service) {

  /** The ways in which things go wrong. */
  enum Kind {
    KILL("kill -9 of a service"),
    PAUSE("service stands still past its session"),
    REBALANCE("second instance joins and leaves"),
    TAKE_OVER("second instance takes over from one that stands still"),
    ROLL("rolling restart of all four"),
    BROKER_KILL("kill -9 of the broker"),
    BROKER_PAUSE("broker stands still"),
    DISK_FULL("broker's disk is full"),
    MAIL_AWAY("mail server away"),
    WEBHOOK_LATE("webhook acts, then times out"),
    CLOCK_JUMP("client's clock jumps");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** For the table. */
    String words() {
      return words;
    }

    /** Whether it goes on while another fault comes and goes. */
    boolean lasts() {
      return this == MAIL_AWAY || this == WEBHOOK_LATE || this == CLOCK_JUMP;
    }
  }

  static Fault of(Kind kind) {
    return new Fault(kind, null);
  }

  /** The service that it happens to. */
  Service target() {
    if (service == null) {
      throw new IllegalStateException(kind + " happens to no service");
    }
    return service;
  }

  @Override
  public String toString() {
    return service == null ? kind.words() : kind.words() + ": " + service.title();
  }
}
