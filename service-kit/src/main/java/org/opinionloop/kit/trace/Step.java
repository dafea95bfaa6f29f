package org.opinionloop.kit.trace;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;
import org.opinionloop.kit.event.Faults;

/**
 * Something that is done to a record. If its trace is recorded it is a span, from its creation
 * until it is closed; otherwise it is nothing but the trace passed on.
 */
public final class Step implements AutoCloseable {

  private record Recorded(Tracer tracer, Span span) {}

  private final @Nullable Trace trace;
  private final @Nullable Recorded recorded;

  private Step(@Nullable Trace trace, @Nullable Recorded recorded) {
    this.trace = trace;
    this.recorded = recorded;
  }

  static Step unrecorded(@Nullable Trace cause) {
    return new Step(cause, null);
  }

  static Step recorded(Tracer tracer, Span span) {
    return new Step(Trace.of(span.context()), new Recorded(tracer, span));
  }

  /** What records caused by this step carry; null if the record that caused it had none. */
  public @Nullable Trace trace() {
    return trace;
  }

  /**
   * Does this as the current span of the thread: lines in the log and exemplars name the trace. A
   * fault marks the span, without its message, which may be somebody's words.
   */
  public void during(Runnable work) {
    if (recorded == null) {
      work.run();
      return;
    }
    Tracer.SpanInScope scope = recorded.tracer().withSpan(recorded.span());
    try {
      work.run();
    } catch (RuntimeException fault) {
      recorded.span().error(Faults.withoutMessages(fault));
      throw fault;
    } finally {
      scope.close();
    }
  }

  @Override
  public void close() {
    if (recorded != null) {
      recorded.span().end();
    }
  }
}
