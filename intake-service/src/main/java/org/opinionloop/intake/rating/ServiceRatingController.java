package org.opinionloop.intake.rating;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.intake.request.JsonObject;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.problem.RequestBody;
import org.opinionloop.kit.security.Allowed;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v1/service-ratings}: a channel hands ratings in as JSON; a code at a service window leads
 * to the page, where anybody may rate. {@code GET} shows, and only {@code POST} of its form rates.
 */
@RestController
class ServiceRatingController {

  private static final String PATH = "/v1/service-ratings";

  private final ServiceRatings ratings;
  private final RatingPage page = new RatingPage("service");

  ServiceRatingController(ServiceRatings ratings) {
    this.ratings = ratings;
  }

  @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Mono<ServiceRatings.Taken> rate(
      @Allowed({Role.CHANNEL, Role.IMPORTER}) Caller caller,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      ServerHttpRequest request) {
    return RequestBody.read(request)
        .flatMap(body -> ratings.take(JsonObject.parse(body), key, caller));
  }

  @GetMapping(path = PATH)
  ResponseEntity<String> show(
      @RequestParam(name = "unit", required = false) @Nullable String unit,
      @RequestParam(name = "service", required = false) @Nullable String service,
      @RequestParam(name = "lang", required = false) @Nullable String lang,
      ServerHttpRequest request) {
    String language = page.language(lang, request);
    return ratings
        .service(unit, service)
        .map(each -> FormPage.html(HttpStatus.OK, asking(each, language)))
        .orElseGet(() -> FormPage.html(HttpStatus.NOT_FOUND, page.saying("unknown", language)));
  }

  @PostMapping(path = PATH, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  Mono<ResponseEntity<String>> rateByForm(
      @RequestParam(name = "lang", required = false) @Nullable String lang,
      ServerHttpRequest request) {
    String language = page.language(lang, request);
    return RequestBody.read(request)
        .flatMap(
            body -> {
              ObjectNode fields = FormPage.fields(body, "unit", "service", "comment", "externalId");
              return ratings.take(fields, null, null);
            })
        .map(
            taken ->
                FormPage.html(
                    HttpStatus.OK,
                    taken.opinionId() == null
                        ? page.saying("thanks", language)
                        : page.saying("received", language, taken.opinionId().value())))
        .onErrorResume(
            ProblemException.class, problem -> FormPage.failure(page, problem, language));
  }

  /** The form has an id of its own, so that pressing twice rates once. */
  private String asking(Taxonomy.Service service, String language) {
    return page.asking(
        Map.of(
            "unit", service.unit(),
            "service", service.code(),
            "name", ratings.name(service, language),
            "once", UUID.randomUUID().toString()),
        language);
  }
}
