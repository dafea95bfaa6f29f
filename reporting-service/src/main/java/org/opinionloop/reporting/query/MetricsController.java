package org.opinionloop.reporting.query;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.kit.security.Allowed;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import org.opinionloop.reporting.cells.Dimension;
import org.opinionloop.reporting.cells.Grouping;
import org.opinionloop.reporting.cells.Rates.Weights;
import org.opinionloop.reporting.cells.Tally;
import org.opinionloop.reporting.letter.Period;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The figures of the opinions received in some days, told apart by some {@link Dimension}s and kept
 * to some values of them, as JSON or CSV. The days are {@code from} and {@code to}, or a {@code
 * period} as {@code 2026-H1}; with {@code compare=true} the total and each row are compared with
 * the period before and with the same one a year before, see {@link Other}.
 */
@RestController
class MetricsController {

  private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
  private static final String DIMENSIONS =
      Arrays.stream(Dimension.values()).map(Dimension::code).toList().toString();

  private final Office office;
  private final Weights weights;
  private final WorkingTime time;
  private final Clock clock;
  private final JsonMapper mapper;

  MetricsController(
      Office office, Weights weights, WorkingTime time, Clock clock, JsonMapper mapper) {
    this.office = office;
    this.weights = weights;
    this.time = time;
    this.clock = clock;
    this.mapper = mapper;
  }

  @GetMapping("/v1/metrics")
  Mono<ResponseEntity<byte[]>> metrics(
      @Allowed({Role.ANALYST, Role.OFFICER}) Caller caller,
      @RequestParam MultiValueMap<String, String> given,
      @RequestHeader(name = "Accept", required = false) @Nullable String accept) {
    Parameters parameters = new Parameters(given);
    Period period = parameters.period();
    Selection selection = selection(parameters, period);
    boolean csv = isCsv(parameters, accept);
    boolean compare = Boolean.TRUE.equals(parameters.flag("compare"));
    if (compare && selection.by().stream().flatMap(each -> each.span().stream()).count() > 1) {
      parameters.wrong("by", "several spans of days", "at most one of them with compare");
    }
    if (compare && selection.where().keySet().stream().anyMatch(each -> each.span().isPresent())) {
      parameters.wrong("compare", "together with spans of days to keep", "from and to, or period");
    }
    if (compare && period != null && parameters.has("from", "to")) {
      parameters.wrong("period", "together with from or to", "one of the two with compare");
    }
    parameters.check();
    return (compare
            ? compared(selection, period)
            : office.sums(selection).map(sums -> MetricsView.of(selection, sums, weights)))
        .map(
            view ->
                csv
                    ? ResponseEntity.ok()
                        .contentType(CSV)
                        .header(
                            "Content-Disposition",
                            "attachment; filename=\"metrics-"
                                + view.from()
                                + "-"
                                + view.to()
                                + ".csv\"")
                        .body(MetricsCsv.of(view).getBytes(StandardCharsets.UTF_8))
                    : ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(mapper.writeValueAsBytes(view)));
  }

  /** With 环比 and 同比, of the total and of each row. */
  private Mono<MetricsView> compared(Selection selection, @Nullable Period period) {
    return Mono.zip(
            office.sums(selection),
            other("before", selection, period, Period::before),
            other("yearBefore", selection, period, Period::yearBefore))
        .map(
            parts ->
                MetricsView.of(
                    selection, parts.getT1(), weights, List.of(parts.getT2(), parts.getT3())));
  }

  /** Without a named period: as many days before, or the same days a year before. */
  private Mono<Other> other(
      String with, Selection selection, @Nullable Period period, UnaryOperator<Period> step) {
    Selection whole;
    if (period != null) {
      Period then = step.apply(period);
      whole = selection.within(then.from(), then.to());
    } else if (with.equals("before")) {
      long days = ChronoUnit.DAYS.between(selection.from(), selection.to()) + 1;
      whole = selection.within(selection.from().minusDays(days), selection.from().minusDays(1));
    } else {
      whole = selection.within(selection.from().minusYears(1), selection.to().minusYears(1));
    }
    Mono<Grouping> sums = office.sums(whole);
    return Spans.of(selection, step)
        .map(
            spans ->
                Mono.zip(sums, rows(spans))
                    .map(
                        parts ->
                            new Other(with, whole, parts.getT1().total(), parts.getT2(), spans)))
        .orElseGet(() -> sums.map(found -> Other.of(with, whole, found)));
  }

  private Mono<Map<Spans.Key, Tally>> rows(Spans spans) {
    return Flux.fromIterable(spans.parts())
        .flatMap(
            part ->
                office
                    .sums(spans.selection().within(part.days().from(), part.days().to()))
                    .map(sums -> spans.found(part, sums)))
        .collect(HashMap::new, Map::putAll);
  }

  private Selection selection(Parameters parameters, @Nullable Period period) {
    Parameters.Days days = parameters.days(period, time.dayOf(clock.instant()));
    List<Dimension> by =
        parameters.known("by", Dimension::find, "any of " + DIMENSIONS).stream()
            .distinct()
            .toList();
    Map<Dimension, Set<String>> where = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      List<String> values = parameters.list(dimension.code());
      if (!values.isEmpty()) {
        where.put(dimension, Set.copyOf(values));
      }
    }
    return new Selection(days.from(), days.to(), by, where);
  }

  private static boolean isCsv(Parameters parameters, @Nullable String accept) {
    String format = parameters.text("format");
    if (format == null) {
      return accept != null && accept.toLowerCase(Locale.ROOT).startsWith("text/csv");
    }
    if (!format.equals("csv") && !format.equals("json")) {
      parameters.wrong("format", "an unknown code", "csv or json");
    }
    return format.equals("csv");
  }
}
