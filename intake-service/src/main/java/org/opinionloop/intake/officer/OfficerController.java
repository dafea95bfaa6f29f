package org.opinionloop.intake.officer;

import java.time.Clock;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.intake.publish.Outlet;
import org.opinionloop.intake.request.Accepted;
import org.opinionloop.intake.request.Statements;
import org.opinionloop.kit.problem.RequestBody;
import org.opinionloop.kit.security.Allowed;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * What officers say of a case. It is taken when it is safely in the log, 202; whether there is such
 * an opinion is not known at this door: what is said of one that does not exist has no effect.
 */
@RestController
@RequestMapping(path = "/v1/opinions/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
@ResponseStatus(HttpStatus.ACCEPTED)
class OfficerController {

  private final AnswerReader answers;
  private final CorrectionReader corrections;
  private final DecisionReader decisions;
  private final Statements statements;

  OfficerController(
      Taxonomy taxonomy, WorkingTime workingTime, Clock clock, Statements statements) {
    this.answers = new AnswerReader(taxonomy, workingTime.zone(), clock);
    this.corrections = new CorrectionReader(taxonomy, workingTime.zone(), clock);
    this.decisions = new DecisionReader(taxonomy, workingTime.zone(), clock);
    this.statements = statements;
  }

  @PostMapping("/answer")
  Mono<Accepted> answer(
      @Allowed({Role.OFFICER, Role.IMPORTER}) Caller caller,
      @PathVariable String id,
      ServerHttpRequest request) {
    return statements.take(
        id,
        request,
        RequestBody.MAX_BYTES_WITH_TEXT,
        Outlet.ANSWERED,
        "answered",
        (opinion, body) -> answers.read(opinion, body, caller));
  }

  @PostMapping("/correction")
  Mono<Accepted> correct(
      @Allowed({Role.OFFICER, Role.IMPORTER}) Caller caller,
      @PathVariable String id,
      ServerHttpRequest request) {
    return statements.take(
        id,
        request,
        Outlet.CORRECTED,
        "corrected",
        (opinion, body) -> corrections.read(opinion, body, caller));
  }

  @PostMapping("/extension")
  Mono<Accepted> extend(
      @Allowed({Role.OFFICER, Role.IMPORTER}) Caller caller,
      @PathVariable String id,
      ServerHttpRequest request) {
    return statements.take(
        id,
        request,
        Outlet.EXTENDED,
        "extended",
        (opinion, body) -> decisions.extension(opinion, body, caller));
  }

  @PostMapping("/rejection")
  Mono<Accepted> reject(
      @Allowed({Role.OFFICER, Role.IMPORTER}) Caller caller,
      @PathVariable String id,
      ServerHttpRequest request) {
    return statements.take(
        id,
        request,
        Outlet.REJECTED,
        "rejected",
        (opinion, body) -> decisions.rejection(opinion, body, caller));
  }
}
