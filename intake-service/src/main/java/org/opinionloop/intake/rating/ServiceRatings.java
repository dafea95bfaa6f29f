package org.opinionloop.intake.rating;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.ServiceRated;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.intake.opinion.OpinionIds;
import org.opinionloop.intake.opinion.Reception;
import org.opinionloop.intake.publish.EventPublisher;
import org.opinionloop.intake.publish.Outlet;
import org.opinionloop.intake.request.Accepted;
import org.opinionloop.intake.request.Fields;
import org.opinionloop.intake.request.History;
import org.opinionloop.intake.request.IdempotencyKey;
import org.opinionloop.intake.request.Unavailable;
import org.opinionloop.intake.text.Languages;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import org.opinionloop.kit.trace.RequestTraces;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes ratings of services: reads {@code {unit, service, level, comment, externalId, ratedAt}} and
 * publishes. The comment of a low rating becomes an opinion of the same channel; its number follows
 * from the rating's, so however often the same rating is handed in, there is one opinion. It goes
 * first: a rating that names an opinion is never there without it.
 */
@Component
@EnableConfigurationProperties(ServiceRatingSettings.class)
final class ServiceRatings {

  private static final int LOW = 2;
  private static final int COMMENT = 2_000;
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Taxonomy taxonomy;
  private final WorkingTime time;
  private final Clock clock;
  private final OpinionIds ids;
  private final Reception reception;
  private final EventPublisher publisher;
  private final Languages languages;
  private final Accepted.Template accepted;
  private final String window;

  /**
   * What the caller is told.
   *
   * @param opinionId of what the comment became, if it did
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Taken(
      String ratingId, String status, @Nullable OpinionId opinionId, @Nullable String statusUrl) {}

  /**
   * Takes none in yet.
   *
   * @throws IllegalArgumentException if the windows' channel is no channel
   */
  ServiceRatings(
      Taxonomy taxonomy,
      WorkingTime time,
      Clock clock,
      OpinionIds ids,
      Reception reception,
      EventPublisher publisher,
      Languages languages,
      Accepted.Template accepted,
      ServiceRatingSettings settings) {
    this.taxonomy = taxonomy;
    this.time = time;
    this.clock = clock;
    this.ids = ids;
    this.reception = reception;
    this.publisher = publisher;
    this.languages = languages;
    this.accepted = accepted;
    this.window = settings.channel();
    if (!reception.isChannel(window)) {
      throw new IllegalArgumentException(
          "opinion-loop.intake.service-ratings.channel: "
              + window
              + " (expected: one of opinion-loop.intake.channels)");
    }
  }

  /**
   * Takes one in; ends in a {@link ProblemException} if it cannot: 403 if the caller may not rate
   * for the channel.
   *
   * @param key the header that stands in for a missing external id
   * @param caller null for somebody at a window
   */
  Mono<Taken> take(ObjectNode body, @Nullable String key, @Nullable Caller caller) {
    Caller by = caller == null ? new Caller(window, Role.CHANNEL, Set.of(window), "") : caller;
    Fields fields = Fields.of(body);
    Optional<Taxonomy.Service> found = service(fields);
    int level = fields.requiredInteger("level", 1, 5);
    String comment = fields.lines("comment", COMMENT);
    String known = IdempotencyKey.orExternalId(fields, key);
    Instant ratedAt = History.instant(fields, "ratedAt", caller, time.zone(), clock);
    fields.check();
    Taxonomy.Service service = found.orElseThrow();
    String channel = channel(by);
    if (!by.mayUse(channel)) {
      throw new ProblemException(
          Problem.of(HttpStatus.FORBIDDEN, "forbidden", "This key may not do that")
              .detail("a key of several channels rates for the windows', which is none of them"));
    }
    String ratingId = ids.of(scope(caller) + ':' + channel + ':' + service.code(), known).value();
    Instant now = clock.instant();
    Mono<OpinionId> opinion =
        comment == null || level > LOW
            ? Mono.empty()
            : reception
                .receive(opinion(service, channel, comment, ratingId, ratedAt), null, by)
                .map(receipt -> receipt.opinionId());
    return opinion
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(
            became -> {
              ServiceRated event =
                  new ServiceRated(
                      ratingId,
                      channel,
                      service.unit(),
                      service.code(),
                      level,
                      became.isPresent() ? null : comment,
                      became.orElse(null),
                      Objects.requireNonNullElse(ratedAt, now),
                      now);
              return Mono.deferContextual(
                      context ->
                          Mono.fromFuture(
                              publisher.publish(
                                  Outlet.SERVICE_RATED, event, RequestTraces.of(context)),
                              true))
                  .onErrorMap(
                      ProblemException.class,
                      refused ->
                          became.isPresent() && known == null
                              ? onlyTheCommentTaken(became.get())
                              : refused)
                  .thenReturn(taken(ratingId, became.orElse(null)));
            });
  }

  /** Sent again as it is, without an id of its own, it would become another opinion. */
  private static ProblemException onlyTheCommentTaken(OpinionId opinion) {
    return new ProblemException(
        Unavailable.because(
            "the comment was taken, as opinion "
                + opinion
                + ", the rating was not; please send it again without the comment",
            SOON));
  }

  /** The service of this unit, if there is one. */
  Optional<Taxonomy.Service> service(@Nullable String unit, @Nullable String service) {
    return taxonomy.services().stream()
        .filter(each -> each.code().equalsIgnoreCase(service) && each.unit().equalsIgnoreCase(unit))
        .findFirst();
  }

  /** How a service is called, with its unit. */
  String name(Taxonomy.Service service, String language) {
    return taxonomy.unit(service.unit()).map(unit -> unit.names().in(language)).orElse("")
        + (language.startsWith("zh") ? "“" : ": ")
        + service.names().in(language)
        + (language.startsWith("zh") ? "”" : "");
  }

  private Optional<Taxonomy.Service> service(Fields fields) {
    String unit = fields.string("unit");
    String expected =
        taxonomy.services().stream()
            .filter(each -> each.unit().equalsIgnoreCase(unit))
            .map(Taxonomy.Service::code)
            .collect(Collectors.joining(", ", "one of the unit's: ", ""));
    if (unit == null || taxonomy.unit(unit.toUpperCase(Locale.ROOT)).isEmpty()) {
      fields.refuse(
          "unit",
          taxonomy.units().stream()
              .map(Taxonomy.Unit::code)
              .collect(Collectors.joining(", ", "one of ", "")));
    }
    return fields.requiredKnown(
        "service", text -> service(unit, text).map(Optional::of), expected, Optional.empty());
  }

  /** A key of one channel speaks for it, any other for the windows. */
  private String channel(Caller caller) {
    return caller.channels().size() == 1 && !caller.channels().contains("*")
        ? caller.channels().iterator().next()
        : window;
  }

  /** Anybody may give the form any id: it must not be taken for the same id of a channel. */
  private static String scope(@Nullable Caller caller) {
    return caller == null ? "service-rating-page" : "service-rating";
  }

  private ObjectNode opinion(
      Taxonomy.Service service,
      String channel,
      String comment,
      String ratingId,
      @Nullable Instant ratedAt) {
    ObjectNode opinion =
        JsonNodeFactory.instance
            .objectNode()
            .put("channel", channel)
            .put("externalId", "service-rating/" + ratingId)
            .put("title", "对" + name(service, "zh-Hans") + "的评价")
            .put("text", comment)
            .put("language", languages.detect(comment)); // the title is ours
    return ratedAt == null ? opinion : opinion.put("receivedAt", ratedAt.toString());
  }

  private Taken taken(String ratingId, @Nullable OpinionId opinion) {
    return new Taken(
        ratingId,
        "rated",
        opinion,
        opinion == null ? null : accepted.of(opinion, "received").statusUrl());
  }
}
