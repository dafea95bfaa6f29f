package org.opinionloop.intake.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.security.Door;
import org.opinionloop.kit.security.RoutedPath;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Back-pressure: under more load than the service can take, it answers 503 with {@code Retry-After}
 * at once to what is too much, or has waited too long, and goes on serving the others as fast as
 * before. Files, single requests of those with a key, and the strangers at doors that stand open to
 * everybody have places of their own: a crowd of strangers, or of clients that never finish their
 * sentence, keeps no channel out. Health and figures are always let in.
 *
 * <p>Meters: {@code requests.inside{door}} (gauge) and {@code requests.refused{door}}; door is
 * {@code single}, {@code public} or {@code file}.
 */
@Component
@Order(0) // behind whatever looks at requests, before whatever works on them
@EnableConfigurationProperties(AdmissionSettings.class)
final class Admission implements WebFilter {

  private static final String DOORS = "v1";
  private static final String FILE_DOOR = ":batch";

  /** Those that take requests without a key. */
  private static final Set<String> PUBLIC_DOORS = Set.of("rating", "service-ratings", "contact");

  private final Places single;
  private final Places open;
  private final Places files;
  private final Duration maxWait;
  private final Predicate<ServerHttpRequest> known;

  @Autowired
  Admission(AdmissionSettings settings, Door door, MeterRegistry meters) {
    this(settings, door::knows, meters);
  }

  /**
   * The same.
   *
   * @param known whether a request shows a key that is known
   */
  Admission(AdmissionSettings settings, Predicate<ServerHttpRequest> known, MeterRegistry meters) {
    this.single = places("single", settings.maxRequests(), meters);
    this.open = places("public", settings.maxPublicRequests(), meters);
    this.files = places("file", settings.maxFiles(), meters);
    this.maxWait = settings.maxWait();
    this.known = known;
  }

  /** Some of the places there are, and a count of those who found none. */
  private record Places(Gate gate, Counter refused) {}

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    List<String> path = RoutedPath.segments(exchange);
    if (path.isEmpty() || !path.get(0).equals(DOORS)) {
      return chain.filter(exchange);
    }
    Places places = placesFor(path.get(path.size() - 1), exchange.getRequest());
    if (EventLoops.busy().compareTo(maxWait) > 0) {
      return refuse(places.refused());
    }
    return places.gate().pass(() -> chain.filter(exchange), () -> refuse(places.refused()));
  }

  private Places placesFor(String path, ServerHttpRequest request) {
    if (path.endsWith(FILE_DOOR)) {
      return files;
    }
    return PUBLIC_DOORS.contains(path) && !known.test(request) ? open : single;
  }

  private static Mono<Void> refuse(Counter refused) {
    refused.increment();
    return Mono.error(
        new ProblemException(
            Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded", "Too much at once")
                .detail("nothing was taken, please send it again")
                .retryAfter(Duration.ofSeconds(1))));
  }

  private static Places places(String door, int places, MeterRegistry meters) {
    Gate gate = new Gate(places);
    Gauge.builder("requests.inside", gate, Gate::inside)
        .description("Requests that are being worked on")
        .tag("door", door)
        .register(meters);
    return new Places(
        gate,
        Counter.builder("requests.refused")
            .description("Requests beyond what may be worked on at once or may wait for it")
            .tag("door", door)
            .register(meters));
  }
}
