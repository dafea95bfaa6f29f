package org.opinionloop.kit.trace;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;

/**
 * Takes steps on the way of records, one span a step if the record's trace is recorded and spans
 * are collected at all. A record whose trace is not recorded costs no more than reading its header.
 * Thread-safe.
 */
public final class Tracing {

  /** Nothing is collected; traces are passed on. */
  public static final Tracing OFF = new Tracing(null, null);

  private final @Nullable Tracer tracer;
  private final @Nullable Propagator propagator;

  Tracing(@Nullable Tracer tracer, @Nullable Propagator propagator) {
    this.tracer = tracer;
    this.propagator = propagator;
  }

  /**
   * Something done to a record of this topic; to be closed.
   *
   * @param cause the trace of the record
   */
  public Step process(String topic, @Nullable Trace cause) {
    if (cause == null || tracer == null || propagator == null || !cause.isRecorded()) {
      return Step.unrecorded(cause);
    }
    Span span =
        propagator
            .extract(cause, (trace, name) -> name.equals(Trace.HEADER) ? trace.parent() : null)
            .name("process " + topic)
            .kind(Span.Kind.CONSUMER)
            .tag("messaging.system", "kafka")
            .tag("messaging.destination.name", topic)
            .tag("messaging.operation.type", "process")
            .start();
    return Step.recorded(tracer, span);
  }
}
