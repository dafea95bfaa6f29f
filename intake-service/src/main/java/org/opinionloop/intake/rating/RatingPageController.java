package org.opinionloop.intake.rating;

import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.intake.publish.EventPublisher;
import org.opinionloop.intake.publish.Outlet;
import org.opinionloop.intake.request.PathId;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.problem.RequestBody;
import org.opinionloop.kit.trace.RequestTraces;
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

/**
 * The rating page: {@code GET} shows, and only {@code POST} of its form rates. What is wrong with
 * the form, or why it cannot be taken now, is a page as well, as people and not programs come here.
 */
@RestController
class RatingPageController {

  private static final String PATH = "/v1/opinions/{id}/rating";

  private final RatingPage page = new RatingPage("rating");
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
    String language = page.language(lang, request);
    try {
      return FormPage.html(
          HttpStatus.OK, page.asking(Map.of("id", PathId.parse(id).value()), language));
    } catch (ProblemException noOpinion) {
      return FormPage.failed(page, noOpinion, language);
    }
  }

  @PostMapping(path = PATH, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  Mono<ResponseEntity<String>> rate(
      @PathVariable String id,
      @RequestParam(name = "lang", required = false) @Nullable String lang,
      ServerHttpRequest request) {
    String language = page.language(lang, request);
    return RequestBody.read(request)
        .map(
            body -> {
              OpinionId opinion = PathId.parse(id);
              return ratings.read(opinion, FormPage.fields(body, "resolved", "comment"), null);
            })
        .flatMap(
            event ->
                Mono.deferContextual(
                    context ->
                        Mono.fromFuture(
                            publisher.publish(Outlet.RATED, event, RequestTraces.of(context)),
                            true)))
        .thenReturn(FormPage.html(HttpStatus.OK, page.saying("thanks", language)))
        .onErrorResume(
            ProblemException.class, problem -> FormPage.failure(page, problem, language));
  }
}
