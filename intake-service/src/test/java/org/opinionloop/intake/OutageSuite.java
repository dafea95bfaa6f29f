package org.opinionloop.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.opinionloop.kit.testing.TestTopics;

/** While Kafka is away the door says so at once, and it knows afterwards what it knew before. */
interface OutageSuite extends AtTheDoor {

  @Test
  @Order(Integer.MAX_VALUE - 1)
  default void remembersAcrossARestartWhatItHadAcknowledged() {
    String body = "{\"channel\": \"website\", \"text\": \"restart\", \"externalId\": \"restart\"}";
    HttpResponse<String> first = post(OPINIONS, Deployment.CHANNEL, body);

    deployment().restart();
    HttpResponse<String> again = post(OPINIONS, Deployment.CHANNEL, body);

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again)).isEqualTo(json(first));
  }

  @Test
  @Order(Integer.MAX_VALUE)
  default void refusesQuicklyWhileKafkaIsAwayAndRecoversByItself() {
    String body = "{\"channel\": \"website\", \"text\": \"storm\", \"externalId\": \"storm\"}";
    deployment().broker().stop();
    await().atMost(Duration.ofSeconds(5)).until(() -> service().readiness() == 503);

    long start = System.nanoTime();
    HttpResponse<String> refused = post(OPINIONS, Deployment.CHANNEL, body);
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(took).isLessThan(Duration.ofSeconds(1));
    assertThat(service().get("/actuator/health/liveness", null).statusCode()).isEqualTo(200);
    assertThat(
            results(
                service()
                    .post("/v1/opinions:batch", Deployment.CHANNEL, LINES, body + "\n" + body)))
        .extracting(result -> text(result, "status"))
        .containsExactly("unavailable", "unavailable");

    deployment().broker().start();

    await()
        .atMost(TestTopics.PATIENCE)
        .until(() -> status(OPINIONS, Deployment.CHANNEL, body) == 202);
    assertThat(status(OPINIONS, Deployment.CHANNEL, body)).isEqualTo(200);
  }
}
