package org.opinionloop.intake.admission;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Lets so many through at once and no more. Thread-safe, lock-free. */
final class Gate {

  private final int places;
  private final AtomicInteger inside = new AtomicInteger();

  Gate(int places) {
    this.places = places;
  }

  /** Does the one if there is a place, which is given back however it ends; else the other. */
  <T> Mono<T> pass(Supplier<Mono<T>> work, Supplier<Mono<T>> otherwise) {
    return Mono.defer(
        () -> {
          if (inside.incrementAndGet() > places) {
            inside.decrementAndGet();
            return otherwise.get();
          }
          Mono<T> admitted;
          try {
            admitted = work.get();
          } catch (RuntimeException refused) {
            inside.decrementAndGet();
            throw refused;
          }
          return admitted.doFinally(end -> inside.decrementAndGet());
        });
  }

  int inside() {
    return inside.get();
  }
}
