package org.opinionloop.intake.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.kit.problem.ProblemException;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Each kind of door has one place, and it is taken for good. */
class AdmissionTest {

  static final String SINGLE = "/v1/opinions";
  static final String PUBLIC = "/v1/service-ratings";
  static final String FILE = "/v1/opinions:batch";

  SimpleMeterRegistry meters = new SimpleMeterRegistry();
  Admission admission =
      new Admission(
          new AdmissionSettings(1, 1, 1, Duration.ofMillis(200)),
          request -> "Bearer known".equals(request.getHeaders().getFirst("Authorization")),
          meters);
  AtomicInteger served = new AtomicInteger();

  @ParameterizedTest
  @CsvSource({
    SINGLE + ",/v1/opinions/ABC/answer",
    PUBLIC + ",/v1/opinions/ABC/rating",
    PUBLIC + ",/v1/opinions/ABC/contact",
    FILE + "," + FILE
  })
  void whoComesToAFullDoorIsRefused(String path, String another) {
    stay(path);

    assertThatThrownBy(() -> come(another)).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @CsvSource({
    PUBLIC + "," + SINGLE,
    PUBLIC + "," + FILE,
    FILE + "," + SINGLE,
    SINGLE + "," + PUBLIC,
    SINGLE + ",/actuator/health"
  })
  void aFullDoorKeepsNobodyFromAnother(String full, String another) {
    stay(full);
    come(another);

    assertThat(served).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {PUBLIC, "/v1/opinions/ABC/rating", "/v1/opinions/ABC/contact"})
  void strangersKeepNobodyWithAKeyFromADoorThatIsOpenToBoth(String path) {
    stay(PUBLIC);
    come(exchange(path, "Bearer known"));

    assertThat(served).hasValue(1);
    assertThatThrownBy(() -> come(exchange(path, "Bearer made up")))
        .isInstanceOf(ProblemException.class);
  }

  /** Other ways to write a path, all of which lead the framework to the same handler. */
  @ParameterizedTest
  @CsvSource({
    SINGLE + ",/v1;x/opinions",
    SINGLE + ",/v1/opinion%73;a=b",
    PUBLIC + ",/v1;x/opinions/ABC/rating",
    PUBLIC + ",/%761/opinions/ABC/rating",
    PUBLIC + ",/v1/opinions/ABC/rating;x",
    PUBLIC + ",/v1/opinions/ABC/ratin%67",
    PUBLIC + ",/v1/service%2Dratings;x=1",
    FILE + ",/v1/opinions:batch;x",
    FILE + ",/v1/opinions%3Abatch"
  })
  void aPathLeadsToTheSameDoorHoweverItIsWritten(String path, String written) {
    stay(path);

    assertThatThrownBy(() -> come(written)).isInstanceOf(ProblemException.class);
  }

  @Test
  void thoseInsideAndThoseRefusedAreCountedByDoor() {
    stay(PUBLIC);
    assertThatThrownBy(() -> come(PUBLIC)).isInstanceOf(ProblemException.class);

    assertThat(meters.get("requests.inside").tag("door", "public").gauge().value()).isOne();
    assertThat(meters.get("requests.inside").tag("door", "single").gauge().value()).isZero();
    assertThat(meters.get("requests.refused").tag("door", "public").counter().count()).isOne();
  }

  @Test
  void whoHasWaitedTooLongForTheThreadIsRefusedUntilItHasComeRound() throws Exception {
    EventExecutor loop = new DefaultEventExecutor();
    try {
      loop.submit(() -> come(SINGLE)).get();

      Future<?> late =
          loop.submit(
              () -> {
                long start = System.nanoTime();
                while (System.nanoTime() - start < Duration.ofMillis(300).toNanos()) {
                  Thread.onSpinWait();
                }
                come(SINGLE);
              });

      assertThatThrownBy(late::get).hasCauseInstanceOf(ProblemException.class);
      await().ignoreExceptions().untilAsserted(() -> loop.submit(() -> come(SINGLE)).get());
      assertThat(meters.get("requests.refused").tag("door", "single").counter().count())
          .isPositive();
    } finally {
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }

  private void stay(String path) {
    var unused = admission.filter(exchange(path), anything -> Mono.never()).subscribe();
  }

  private void come(String path) {
    come(exchange(path));
  }

  private void come(MockServerWebExchange exchange) {
    WebFilterChain service = anything -> Mono.fromRunnable(served::incrementAndGet);
    admission.filter(exchange, service).block();
  }

  private static MockServerWebExchange exchange(String path, String authorization) {
    return MockServerWebExchange.from(
        MockServerHttpRequest.method(HttpMethod.POST, URI.create(path))
            .header("Authorization", authorization));
  }

  private static MockServerWebExchange exchange(String path) {
    return MockServerWebExchange.from(
        MockServerHttpRequest.method(HttpMethod.POST, URI.create(path)));
  }
}
