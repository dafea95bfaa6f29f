package org.opinionloop.reporting.query;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.problem.Violation;
import org.opinionloop.kit.security.Allowed;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import org.opinionloop.reporting.letter.Letter;
import org.opinionloop.reporting.letter.LetterComposer;
import org.opinionloop.reporting.letter.LetterHtml;
import org.opinionloop.reporting.letter.LetterMarkdown;
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
 * The public letter about a period that has begun, as JSON (with the question behind every figure),
 * Markdown, HTML or PDF; by {@code Accept}, or by {@code format=json|md|html|pdf}.
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

  private final Materials materials;
  private final JsonMapper mapper;
  private final LetterPdf pdf;

  ReportController(Materials materials, JsonMapper mapper, LetterPdf pdf) {
    this.materials = materials;
    this.mapper = mapper;
    this.pdf = pdf;
  }

  @GetMapping("/v1/reports/{code}")
  Mono<ResponseEntity<byte[]>> report(
      @Allowed({Role.ANALYST, Role.OFFICER}) Caller caller,
      @PathVariable String code,
      @RequestParam(name = "format", required = false) @Nullable String format,
      @RequestHeader(name = "Accept", required = false) @Nullable String accept) {
    Period period = period(code, materials.today());
    String form = form(format, accept);
    return materials
        .of(period)
        .map(LetterComposer::compose)
        .publishOn(Schedulers.boundedElastic())
        .map(letter -> answer(letter, form));
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

  /** One that has begun: of a later one there is nothing to tell yet. */
  static Period period(String code, LocalDate today) {
    Period period;
    try {
      period = Parameters.period(code);
    } catch (IllegalArgumentException unknown) {
      throw refused("period", "something else", String.valueOf(unknown.getMessage()));
    }
    if (period.from().isAfter(today)) {
      throw refused("period", "a period after today", "a period that has begun");
    }
    return period;
  }

  private static String form(@Nullable String format, @Nullable String accept) {
    if (format != null) {
      if (!FORMATS.containsKey(format)) {
        throw refused("format", "an unknown code", "json, md, html or pdf");
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

  private static ProblemException refused(String name, String found, String expected) {
    return new ProblemException(Problem.validation(List.of(new Violation(name, found, expected))));
  }
}
