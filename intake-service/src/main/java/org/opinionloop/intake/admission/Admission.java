package org.opinionloop.intake.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Back-pressure: under more load than the service can take, it answers 503 with {@code Retry-After}
 * at once to what is too much, and goes on serving the others as fast as before. Health and figures
 * are always let in.
 *
 * <p>Meters: {@code requests.inside{door}} (gauge) and {@code requests.refused{door}}; door is
 * {@code single} or {@code file}.
 */
@Component
@EnableConfigurationProperties(AdmissionSettings.class)
final class Admission implements WebFilter {

  private static final String DOORS = "/v1/";
  private static final String FILE_DOOR = ":batch";

  private final Gate requests;
  private final Gate files;
  private final Counter requestsRefused;
  private final Counter filesRefused;

  Admission(AdmissionSettings settings, MeterRegistry meters) {
    this.requests = new Gate(settings.maxRequests());
    this.files = new Gate(settings.maxFiles());
    this.requestsRefused = meter(meters, requests, "single");
    this.filesRefused = meter(meters, files, "file");
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String path = exchange.getRequest().getPath().pathWithinApplication().value();
    if (!path.startsWith(DOORS)) {
      return chain.filter(exchange);
    }
    return path.endsWith(FILE_DOOR)
        ? files.pass(() -> chain.filter(exchange), () -> refuse(filesRefused))
        : requests.pass(() -> chain.filter(exchange), () -> refuse(requestsRefused));
  }

  private static Mono<Void> refuse(Counter refused) {
    refused.increment();
    return Mono.error(
        new ProblemException(
            Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded", "Too much at once")
                .detail("nothing was taken, please send it again")
                .retryAfter(Duration.ofSeconds(1))));
  }

  private static Counter meter(MeterRegistry meters, Gate gate, String door) {
    Gauge.builder("requests.inside", gate, Gate::inside)
        .description("Requests that are being worked on")
        .tag("door", door)
        .register(meters);
    return Counter.builder("requests.refused")
        .description("Requests beyond what may be worked on at once")
        .tag("door", door)
        .register(meters);
  }
}
