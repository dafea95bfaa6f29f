package org.opinionloop.intake.batch;

import java.nio.charset.Charset;
import org.opinionloop.intake.opinion.Receipt;
import org.opinionloop.intake.opinion.Reception;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.security.Caller;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Takes in a file line by line: one result a line, in the order of the lines. No more than {@value
 * #WINDOW} lines are on their way at once; no more is read while the results are not fetched.
 */
final class BatchReception {

  /** Some milliseconds' worth: so long an acknowledgement takes. */
  static final int WINDOW = 512;

  private final Reception reception;

  BatchReception(Reception reception) {
    this.reception = reception;
  }

  /** Results for a file of JSON Lines. */
  Flux<LineResult> jsonLines(Flux<byte[]> pieces, Caller caller) {
    return results(
        lines(pieces, new JsonLines()), whole -> reception.receive(whole.bytes(), null, caller));
  }

  /**
   * Results for a file of CSV, none for its header; ends in a {@link ProblemException} if there is
   * no usable header.
   */
  Flux<LineResult> csv(Flux<byte[]> pieces, Charset charset, Caller caller) {
    return lines(pieces, new CsvLines())
        .switchOnFirst(
            (first, all) ->
                first.get() instanceof Line.Whole header
                    ? rows(all.skip(1), new CsvTable(header.bytes(), charset), caller)
                    : all.flatMap(unreadable -> Flux.error(noHeader())));
  }

  private Flux<LineResult> rows(Flux<Line> lines, CsvTable table, Caller caller) {
    return results(
        lines,
        whole -> Mono.defer(() -> reception.receive(table.object(whole.bytes()), null, caller)));
  }

  private interface Taking {
    Mono<Receipt> take(Line.Whole line);
  }

  private Flux<LineResult> results(Flux<Line> lines, Taking taking) {
    // One worker a file: lines are handed over in their order, and never on the producer's thread.
    return lines
        .publishOn(Schedulers.parallel(), WINDOW)
        .flatMapSequential(line -> result(line, taking), WINDOW);
  }

  private Mono<LineResult> result(Line line, Taking taking) {
    if (line instanceof Line.Whole whole) {
      return taking
          .take(whole)
          .map(receipt -> LineResult.of(line.number(), receipt))
          .onErrorResume(
              ProblemException.class,
              refused -> Mono.just(LineResult.of(line.number(), refused.problem())));
    }
    ProblemException refused = unreadable(((Line.Unreadable) line).reason());
    reception.refused(refused);
    return Mono.just(LineResult.of(line.number(), refused.problem()));
  }

  private static Flux<Line> lines(Flux<byte[]> pieces, Framing framing) {
    return pieces
        .concatMapIterable(framing::feed)
        .concatWith(Flux.defer(() -> Flux.fromIterable(framing.end())));
  }

  private static ProblemException noHeader() {
    return unreadable("the first line names the columns (expected: channel and text among them)");
  }

  private static ProblemException unreadable(String detail) {
    return new ProblemException(
        Problem.of(HttpStatus.BAD_REQUEST, "malformed", "The line cannot be read").detail(detail));
  }
}
