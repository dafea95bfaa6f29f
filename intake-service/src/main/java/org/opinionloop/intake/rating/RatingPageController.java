package org.opinionloop.intake.rating;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.intake.publish.EventPublisher;
import org.opinionloop.intake.publish.Outlet;
import org.opinionloop.intake.request.PathId;
import org.opinionloop.intake.request.RequestBody;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.trace.RequestTraces;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rating page: {@code GET} shows, and only {@code POST} of its form rates. Everything about it,
 * also what went wrong, is a page, as people and not programs come here.
 */
@RestController
class RatingPageController {

  private static final String PATH = "/v1/opinions/{id}/rating";

  /** Nothing from elsewhere, nothing to elsewhere: the address holds the number of the opinion. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none';"
          + " base-uri 'none'";

  private final RatingPage page = new RatingPage();
  private final RatingReader ratings;
  private final EventPublisher publisher;

  RatingPageController(WorkingTime workingTime, Clock clock, EventPublisher publisher) {
    this.ratings = new RatingReader(workingTime.zone(), clock);
    this.publisher = publisher;
  }

  @GetMapping(path = PATH)
  ResponseEntity<String> show(
      @PathVariable String id,
      @RequestParam(name = "lang", required = false) @Nullable String lang,
      ServerHttpRequest request) {
    String language = language(lang, request);
    try {
      return html(HttpStatus.OK, page.asking(PathId.parse(id), language));
    } catch (ProblemException noOpinion) {
      return failed(noOpinion, language);
    }
  }

  @PostMapping(path = PATH, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  Mono<ResponseEntity<String>> rate(
      @PathVariable String id,
      @RequestParam(name = "lang", required = false) @Nullable String lang,
      ServerHttpRequest request) {
    String language = language(lang, request);
    return RequestBody.read(request)
        .map(
            body -> {
              OpinionId opinion = PathId.parse(id);
              return ratings.read(opinion, fields(body), null);
            })
        .flatMap(
            event ->
                Mono.deferContextual(
                    context ->
                        Mono.fromFuture(
                            publisher.publish(Outlet.RATED, event, RequestTraces.of(context)),
                            true)))
        .thenReturn(html(HttpStatus.OK, page.saying("thanks", language)))
        .onErrorResume(ProblemException.class, problem -> Mono.just(failed(problem, language)));
  }

  private ResponseEntity<String> failed(ProblemException problem, String language) {
    HttpStatus status = HttpStatus.valueOf(problem.problem().status());
    String key =
        switch (status) {
          case NOT_FOUND -> "unknown";
          case SERVICE_UNAVAILABLE -> "later";
          default -> "incomplete";
        };
    return html(status, page.saying(key, language));
  }

  private static ResponseEntity<String> html(HttpStatus status, String page) {
    return ResponseEntity.status(status)
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("Content-Security-Policy", POLICY)
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Robots-Tag", "noindex")
        .body(page);
  }

  private String language(@Nullable String asked, ServerHttpRequest request) {
    List<Locale.LanguageRange> liked;
    try {
      liked = request.getHeaders().getAcceptLanguage();
    } catch (IllegalArgumentException garbled) {
      liked = List.of();
    }
    return page.language(asked, liked);
  }

  /** What the form says, as the JSON of the other door would have said it. */
  private static ObjectNode fields(byte[] form) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (String pair : new String(form, StandardCharsets.UTF_8).split("&", 16)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String name = pair.substring(0, equals);
        String value = decoded(pair.substring(equals + 1));
        switch (name) {
          case "level" -> {
            if (value.matches("[1-5]")) {
              fields.put(name, Integer.parseInt(value));
            }
          }
          case "resolved", "comment" -> fields.put(name, value);
          default -> {}
        }
      }
    }
    return fields;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException garbled) {
      return "";
    }
  }
}
