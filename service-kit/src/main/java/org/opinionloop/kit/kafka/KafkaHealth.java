package org.opinionloop.kit.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/**
 * Up while the cluster answers. Part of readiness, never of liveness: a restart does not bring a
 * cluster back. However often it is asked, it asks the cluster at most once in {@code keep}, and
 * blocks nobody.
 */
final class KafkaHealth implements ReactiveHealthIndicator, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaHealth.class);

  private final Admin admin;
  private final Mono<Boolean> answers;
  private volatile boolean answered = true;

  KafkaHealth(Map<String, Object> properties, Duration timeout, Duration keep) {
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, "health");
    properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    this.admin = Admin.create(properties);
    this.answers =
        Mono.fromCompletionStage(
                () ->
                    admin
                        .describeCluster(
                            new DescribeClusterOptions()
                                .timeoutMs(Math.toIntExact(timeout.toMillis())))
                        .nodes()
                        .toCompletionStage())
            .map(nodes -> !nodes.isEmpty())
            .timeout(timeout)
            .onErrorReturn(false)
            .doOnNext(this::note)
            .cache(keep);
  }

  @Override
  public Mono<Health> health() {
    return answers.map(yes -> (yes ? Health.up() : Health.down()).build());
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }

  private void note(boolean now) {
    if (now != answered) {
      answered = now;
      if (now) {
        LOG.info("the Kafka cluster answers again");
      } else {
        LOG.warn("the Kafka cluster does not answer");
      }
    }
  }
}
