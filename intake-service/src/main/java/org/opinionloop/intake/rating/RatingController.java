package org.opinionloop.intake.rating;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.intake.publish.Outlet;
import org.opinionloop.intake.request.Accepted;
import org.opinionloop.intake.request.Statements;
import org.opinionloop.kit.security.Allowed;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * {@code POST /v1/opinions/{id}/rating}: who has the number may rate, no key is needed. As with
 * officers' statements, whether there is such an opinion is not known here: 202 all the same.
 */
@RestController
class RatingController {

  private final RatingReader ratings;
  private final Statements statements;

  RatingController(WorkingTime workingTime, Clock clock, Statements statements) {
    this.ratings = new RatingReader(workingTime.zone(), clock);
    this.statements = statements;
  }

  @PostMapping(path = "/v1/opinions/{id}/rating", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Mono<Accepted> rate(
      @Allowed(
              value = {Role.CHANNEL, Role.OFFICER, Role.ANALYST, Role.IMPORTER},
              anonymous = true)
          @Nullable Caller caller,
      @PathVariable String id,
      ServerHttpRequest request) {
    return statements.take(
        id, request, Outlet.RATED, "rated", (opinion, body) -> ratings.read(opinion, body, caller));
  }
}
