package org.opinionloop.intake.batch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.opinionloop.intake.opinion.Reception;
import org.opinionloop.intake.request.JsonObject;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.trace.RequestTraces;
import org.opinionloop.kit.trace.Trace;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes in a file line by line: one result a line, in the order of the lines. Lines that came
 * together are handled together, at most {@value #TOGETHER} of them: what it costs to hand
 * something over from thread to thread is paid once for all. No more than {@value #WINDOW} lines
 * are on their way at once; no more is read while the results are not fetched.
 */
final class BatchReception {

  private static final int TOGETHER = 64;

  /** Some milliseconds' worth: so long an acknowledgement takes. */
  private static final int WINDOW = 1024;

  private final Reception reception;
  private final JsonMapper mapper;

  BatchReception(Reception reception, JsonMapper mapper) {
    this.reception = reception;
    this.mapper = mapper;
  }

  /** Results for a file of JSON Lines, lines of JSON themselves, some at a time. */
  Flux<byte[]> jsonLines(Flux<byte[]> pieces, Caller caller) {
    return results(pieces, new JsonLines(), lines -> lines, JsonObject::parse, caller);
  }

  /**
   * Results for a file of CSV, none for its header; ends in a {@link ProblemException} if there is
   * no usable header, as in an empty file.
   */
  Flux<byte[]> csv(Flux<byte[]> pieces, Charset charset, Caller caller) {
    CsvRows rows = new CsvRows(charset);
    return results(pieces, new CsvLines(), rows::behindHeader, rows::object, caller)
        .concatWith(Flux.defer(rows::end));
  }

  /** What is read of the lines; told of them in their order, by one thread at a time. */
  private interface Selection {
    List<Line> of(List<Line> lines);
  }

  private interface Reading {
    ObjectNode object(byte[] line);
  }

  private Flux<byte[]> results(
      Flux<byte[]> pieces, Framing framing, Selection selection, Reading reading, Caller caller) {
    // One worker a file: lines are handed over in their order, and never on the producer's thread.
    return Flux.deferContextual(
        context ->
            pieces
                .concatMapIterable(piece -> together(framing.feed(piece)))
                .concatWith(Flux.defer(() -> Flux.fromIterable(together(framing.end()))))
                .publishOn(Schedulers.parallel(), WINDOW / TOGETHER)
                .map(selection::of)
                .filter(lines -> !lines.isEmpty())
                .flatMapSequential(
                    lines -> results(lines, reading, caller, RequestTraces.of(context)),
                    WINDOW / TOGETHER));
  }

  private Mono<byte[]> results(
      List<Line> lines, Reading reading, Caller caller, @Nullable Trace cause) {
    List<CompletableFuture<LineResult>> results = new ArrayList<>(lines.size());
    for (Line line : lines) {
      results.add(result(line, reading, caller, cause));
    }
    return Mono.fromFuture(
        CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
            .thenApply(done -> json(results)),
        true);
  }

  private CompletableFuture<LineResult> result(
      Line line, Reading reading, Caller caller, @Nullable Trace cause) {
    ObjectNode object;
    try {
      object = reading.object(bytes(line));
    } catch (ProblemException malformed) {
      reception.refused(malformed);
      return CompletableFuture.completedFuture(LineResult.of(line.number(), malformed.problem()));
    }
    return reception
        .take(object, null, caller, cause)
        .handle(
            (receipt, failure) ->
                receipt != null
                    ? LineResult.of(line.number(), receipt)
                    : LineResult.of(line.number(), Reception.problem(failure)));
  }

  private byte[] json(List<CompletableFuture<LineResult>> results) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(80 * results.size());
    for (CompletableFuture<LineResult> each : results) {
      lines.writeBytes(each.join().json(mapper));
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  private static List<List<Line>> together(List<Line> lines) {
    List<List<Line>> parts = new ArrayList<>();
    for (int from = 0; from < lines.size(); from += TOGETHER) {
      parts.add(lines.subList(from, Math.min(lines.size(), from + TOGETHER)));
    }
    return parts;
  }

  private static byte[] bytes(Line line) {
    if (line instanceof Line.Whole whole) {
      return whole.bytes();
    }
    throw unreadable(((Line.Unreadable) line).reason());
  }

  private static ProblemException unreadable(String detail) {
    return new ProblemException(
        Problem.of(HttpStatus.BAD_REQUEST, "malformed", "The line cannot be read").detail(detail));
  }

  /** Reads rows by the header before them. */
  private static final class CsvRows {

    private final Charset charset;
    private @Nullable CsvTable table;

    CsvRows(Charset charset) {
      this.charset = charset;
    }

    List<Line> behindHeader(List<Line> lines) {
      if (table != null) {
        return lines;
      }
      if (!(lines.get(0) instanceof Line.Whole header)) {
        throw noHeader();
      }
      table = new CsvTable(header.bytes(), charset);
      return lines.subList(1, lines.size());
    }

    /** Nothing more; a problem if there was no header. */
    Flux<byte[]> end() {
      return table == null ? Flux.error(noHeader()) : Flux.empty();
    }

    private static ProblemException noHeader() {
      return unreadable("the first line names the columns (expected: channel and text among them)");
    }

    ObjectNode object(byte[] row) {
      if (table == null) {
        throw new IllegalStateException("a row before the header");
      }
      return table.object(row);
    }
  }
}
