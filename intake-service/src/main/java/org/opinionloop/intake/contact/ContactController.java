package org.opinionloop.intake.contact;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.contact.ContactWithdrawn;
import org.opinionloop.intake.publish.EventPublisher;
import org.opinionloop.intake.request.Accepted;
import org.opinionloop.intake.request.PathId;
import org.opinionloop.kit.security.Allowed;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * {@code DELETE /v1/opinions/{id}/contact}: what identifies the person is destroyed; the opinion
 * and the figures stay. Who has the number may ask for it, no key is needed, and so may officers.
 * As with other statements whether there is such an opinion is not known here: 202 all the same,
 * and again 202 the second time. Nothing that only follows links or fetches pages sends a {@code
 * DELETE}, and no page of another site may.
 *
 * <p>Meter: {@code contact.withdrawals{by}}, {@code person} or {@code officer}.
 */
@RestController
class ContactController {

  private static final String PERSON = "person";

  private final EventPublisher publisher;
  private final Accepted.Template accepted;
  private final Clock clock;
  private final Counter byPerson;
  private final Counter byOfficer;

  ContactController(
      EventPublisher publisher, Accepted.Template accepted, Clock clock, MeterRegistry meters) {
    this.publisher = publisher;
    this.accepted = accepted;
    this.clock = clock;
    this.byPerson = counter(meters, PERSON);
    this.byOfficer = counter(meters, "officer");
  }

  @DeleteMapping("/v1/opinions/{id}/contact")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Mono<Accepted> withdraw(
      @Allowed(value = Role.OFFICER, anonymous = true) @Nullable Caller caller,
      @PathVariable String id) {
    OpinionId opinion = PathId.parse(id);
    String by = caller == null ? PERSON : caller.name();
    return Mono.fromFuture(
            () -> publisher.publish(new ContactWithdrawn(opinion, by, clock.instant())), true)
        .doOnSuccess(done -> (caller == null ? byPerson : byOfficer).increment())
        .thenReturn(accepted.of(opinion, "withdrawn"));
  }

  private static Counter counter(MeterRegistry meters, String by) {
    return Counter.builder("contact.withdrawals")
        .description("Requests to destroy contact details that were taken")
        .tag("by", by)
        .register(meters);
  }
}
