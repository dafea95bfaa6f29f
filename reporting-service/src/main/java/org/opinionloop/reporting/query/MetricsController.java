package org.opinionloop.reporting.query;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.kit.security.Allowed;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import org.opinionloop.reporting.cells.Dimension;
import org.opinionloop.reporting.cells.Rates.Weights;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The figures of the opinions received in some days, told apart by some {@link Dimension}s and kept
 * to some values of them, as JSON or CSV.
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
    Selection selection = selection(parameters);
    boolean csv = isCsv(parameters, accept);
    parameters.check();
    return office
        .sums(selection)
        .map(sums -> MetricsView.of(selection, sums, weights))
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

  private Selection selection(Parameters parameters) {
    LocalDate to = parameters.date("to", time.dayOf(clock.instant()));
    LocalDate from = parameters.date("from", to.withDayOfYear(1));
    if (from.isAfter(to)) {
      parameters.wrong("from", "a day after to", "a day not after to");
    }
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
    return new Selection(from, to, by, where);
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
