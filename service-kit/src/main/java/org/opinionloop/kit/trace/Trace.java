package org.opinionloop.kit.trace;

import io.micrometer.tracing.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Which trace something belongs to and which span has caused it: a W3C trace context as it stands
 * in the header {@value #HEADER} of requests and records (<a
 * href="https://www.w3.org/TR/trace-context/">Trace Context, level 1</a>).
 *
 * @param parent {@code 00-<trace id, 32 hexadecimal digits>-<span id, 16>-<flags, 2>}, in lower
 *     case; the lowest bit of the flags says that spans are recorded
 */
public record Trace(String parent) {

  /** The name of the header. */
  public static final String HEADER = "traceparent";

  private static final String LOGGED = "traceId";
  private static final HexFormat HEX = HexFormat.of();
  private static final int LENGTH = 55;
  private static final int SPAN = 36;
  private static final int FLAGS = 53;

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException if it is another
   */
  public Trace {
    if (!isWellFormed(parent)) {
      throw new IllegalArgumentException(
          "traceparent: malformed (expected: 00-<32 hexadecimal digits>-<16>-<2>)");
    }
  }

  /** A trace that begins here; its spans are not recorded. */
  public static Trace begin() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new Trace(
        "00-"
            + HEX.toHexDigits(random.nextLong())
            + HEX.toHexDigits(random.nextLong() | 1)
            + '-'
            + HEX.toHexDigits(random.nextLong() | 1)
            + "-00");
  }

  /** The trace of this span; null if it is none, as those of a tracer that is switched off. */
  static @Nullable Trace of(TraceContext span) {
    boolean recorded = Boolean.TRUE.equals(span.sampled());
    return parse("00-" + span.traceId() + '-' + span.spanId() + (recorded ? "-01" : "-00"));
  }

  /** What a header says; null if there is none or nothing sensible in it. */
  public static @Nullable Trace parse(@Nullable String header) {
    if (header == null || header.length() < LENGTH) {
      return null;
    }
    String parent = header.startsWith("00-") ? header : ofLaterVersion(header);
    return parent != null && isWellFormed(parent) ? new Trace(parent) : null;
  }

  /** What the headers of a record say; null if nothing sensible. */
  public static @Nullable Trace in(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    return header == null ? null : parse(header.value());
  }

  /** The same of a header's bytes. */
  public static @Nullable Trace parse(byte @Nullable [] header) {
    return header == null ? null : parse(new String(header, StandardCharsets.ISO_8859_1));
  }

  /** Lets what is caused by a record follow it: copies the trace, if there is one. */
  public static void carry(Headers from, Headers to) {
    Trace trace = in(from);
    if (trace != null) {
      trace.writeTo(to);
    }
  }

  /** Puts it into the headers of a record, in place of what stands there. */
  public void writeTo(Headers headers) {
    headers.remove(HEADER).add(HEADER, bytes());
  }

  /** The header's bytes. */
  public byte[] bytes() {
    return parent.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Whether whoever began the trace wants its spans. */
  public boolean isRecorded() {
    return (Character.digit(parent.charAt(LENGTH - 1), 16) & 1) == 1;
  }

  /** Its number, 32 hexadecimal digits. */
  public String id() {
    return parent.substring(3, SPAN - 1);
  }

  /** Does this while lines in the log carry the trace's id, if there is one, as {@code traceId}. */
  public static void inLog(@Nullable Trace trace, Runnable work) {
    String before = MDC.get(LOGGED);
    if (trace != null) {
      MDC.put(LOGGED, trace.id());
    }
    try {
      work.run();
    } finally {
      if (before == null) {
        MDC.remove(LOGGED);
      } else {
        MDC.put(LOGGED, before);
      }
    }
  }

  /** The part that we know; what a later version appends is not ours to pass on. */
  private static @Nullable String ofLaterVersion(String header) {
    boolean ends = header.length() == LENGTH || header.charAt(LENGTH) == '-';
    boolean version = isHexadecimal(header, 0, 2) && !header.startsWith("ff");
    return ends && version ? "00" + header.substring(2, LENGTH) : null;
  }

  private static boolean isWellFormed(String parent) {
    return parent.length() == LENGTH
        && parent.startsWith("00-")
        && parent.charAt(SPAN - 1) == '-'
        && parent.charAt(FLAGS - 1) == '-'
        && isIdentifier(parent, 3, SPAN - 1)
        && isIdentifier(parent, SPAN, FLAGS - 1)
        && isHexadecimal(parent, FLAGS, LENGTH);
  }

  private static boolean isIdentifier(String text, int from, int to) {
    int zeros = from;
    while (zeros < to && text.charAt(zeros) == '0') {
      zeros++;
    }
    return zeros < to && isHexadecimal(text, from, to);
  }

  private static boolean isHexadecimal(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
