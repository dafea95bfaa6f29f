package org.opinionloop.reporting.query;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.problem.Violation;
import org.opinionloop.kit.security.Allowed;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import org.opinionloop.reporting.cells.Dimension;
import org.opinionloop.reporting.cells.Grouping;
import org.opinionloop.reporting.cells.Rates.Weights;
import org.opinionloop.reporting.hot.HotTopic;
import org.opinionloop.reporting.letter.Letter;
import org.opinionloop.reporting.letter.LetterComposer;
import org.opinionloop.reporting.letter.LetterHtml;
import org.opinionloop.reporting.letter.LetterMarkdown;
import org.opinionloop.reporting.letter.Material;
import org.opinionloop.reporting.letter.Period;
import org.opinionloop.reporting.print.LetterPdf;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * The public letter about a period, as JSON (with the question behind every figure), Markdown, HTML
 * or PDF; by {@code Accept}, or by {@code format=json|md|html|pdf}.
 */
@RestController
class ReportController {

  /** The forms of a letter, by what asks for them. */
  private static final Map<String, MediaType> FORMATS =
      Map.of(
          "json",
          MediaType.APPLICATION_JSON,
          "md",
          new MediaType("text", "markdown", StandardCharsets.UTF_8),
          "html",
          new MediaType("text", "html", StandardCharsets.UTF_8),
          "pdf",
          MediaType.APPLICATION_PDF);

  private final Office office;
  private final OfficeSettings settings;
  private final Taxonomy taxonomy;
  private final Weights weights;
  private final WorkingTime time;
  private final Clock clock;
  private final JsonMapper mapper;
  private final LetterPdf pdf;

  ReportController(
      Office office,
      OfficeSettings settings,
      Taxonomy taxonomy,
      Weights weights,
      WorkingTime time,
      Clock clock,
      JsonMapper mapper,
      LetterPdf pdf) {
    this.office = office;
    this.settings = settings;
    this.taxonomy = taxonomy;
    this.weights = weights;
    this.time = time;
    this.clock = clock;
    this.mapper = mapper;
    this.pdf = pdf;
  }

  @GetMapping("/v1/reports/{code}")
  Mono<ResponseEntity<byte[]>> report(
      @Allowed({Role.ANALYST, Role.OFFICER}) Caller caller,
      @PathVariable String code,
      @RequestParam(name = "format", required = false) @Nullable String format,
      @RequestHeader(name = "Accept", required = false) @Nullable String accept) {
    Period period = period(code);
    String form = form(format, accept);
    return material(period)
        .map(LetterComposer::compose)
        .publishOn(Schedulers.boundedElastic())
        .map(letter -> answer(letter, form));
  }

  private Mono<Material> material(Period period) {
    Dimension trend =
        switch (period.unit()) {
          case YEAR -> Dimension.MONTH;
          case HALF, QUARTER -> Dimension.WEEK;
          case MONTH, WEEK, DAY -> Dimension.DATE;
        };
    Period before = period.before();
    Period yearBefore = period.yearBefore();
    return Mono.zip(
        List.of(
            sums(period, Dimension.THEME),
            sums(period, Dimension.CHANNEL),
            sums(period, Dimension.UNIT),
            sums(period, trend),
            sums(before, Dimension.THEME),
            sums(yearBefore, Dimension.THEME),
            office
                .hotTopics(HotQuery.of(period.from(), period.to(), Material.MOST_HOT, time.zone()))
                .map(HotTopics::new)),
        parts -> {
          Grouping themes = (Grouping) parts[0];
          return new Material(
              period,
              themes.total(),
              ((Grouping) parts[4]).total(),
              ((Grouping) parts[5]).total(),
              themes.rows(),
              ((Grouping) parts[1]).rows(),
              ((Grouping) parts[2]).rows(),
              ((Grouping) parts[3]).rows(),
              trend.code(),
              taxonomy,
              weights,
              settings.office(),
              ((HotTopics) parts[6]).topics(),
              time.zone(),
              time.dayOf(clock.instant()));
        });
  }

  /** For {@link Mono#zip}, which knows no type parameters. */
  private record HotTopics(List<HotTopic> topics) {}

  private Mono<Grouping> sums(Period period, Dimension by) {
    return office.sums(Selection.of(period.from(), period.to(), by));
  }

  private ResponseEntity<byte[]> answer(Letter letter, String form) {
    byte[] body =
        switch (form) {
          case "md" -> LetterMarkdown.of(letter).getBytes(StandardCharsets.UTF_8);
          case "html" -> LetterHtml.of(letter).getBytes(StandardCharsets.UTF_8);
          case "pdf" -> pdf.print(letter);
          default -> mapper.writeValueAsBytes(letter);
        };
    return ResponseEntity.ok()
        .contentType(FORMATS.getOrDefault(form, MediaType.APPLICATION_JSON))
        .header(
            "Content-Disposition",
            "inline; filename=\"report-" + letter.period() + "." + form + "\"")
        .body(body);
  }

  private static Period period(String code) {
    try {
      return Period.parse(code);
    } catch (IllegalArgumentException unknown) {
      throw new ProblemException(
          Problem.validation(
              List.of(
                  new Violation(
                      "period", "something else", String.valueOf(unknown.getMessage())))));
    }
  }

  private static String form(@Nullable String format, @Nullable String accept) {
    if (format != null) {
      if (!FORMATS.containsKey(format)) {
        throw new ProblemException(
            Problem.validation(
                List.of(new Violation("format", "an unknown code", "json, md, html or pdf"))));
      }
      return format;
    }
    String wanted = accept == null ? "" : accept.toLowerCase(Locale.ROOT);
    if (wanted.contains("application/pdf")) {
      return "pdf";
    } else if (wanted.contains("text/html")) {
      return "html";
    }
    return wanted.contains("text/markdown") ? "md" : "json";
  }
}
