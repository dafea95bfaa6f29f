package org.opinionloop.reply.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opinionloop.kit.trace.Tracing;
import org.opinionloop.reply.letter.Stationery;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DeliveryConfigurationTest {

  private static final String KEY = "opinion-loop.contact.keys.local-1.";

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withUserConfiguration(DeliveryConfiguration.class)
          .withBean(Stationery.class, Stationery::bundled)
          .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
          .withBean(Clock.class, Clock::systemUTC)
          .withBean(Tracing.class, () -> Tracing.OFF)
          .withPropertyValues(
              "opinion-loop.reply.letters.office.name.zh-Hans=中心",
              "opinion-loop.state-dir=target/delivery-configuration-test",
              "spring.kafka.bootstrap-servers=127.0.0.1:1");

  private final ApplicationContextRunner withKeys =
      runner.withPropertyValues(
          KEY + "public-key=MCowBQYDK2VuAyEAEG6loppB/YpJUFGz/CuWj68D8eQAtcOQvngtht/qEXk=",
          KEY + "private-key=MC4CAQAwBQYDK2VuBCIEIDiglQORa/GfY5K5hO0mAP2KwTeAb7Wq3ChJ3gJ3Wyx+");

  @Test
  void doesNotStartWithoutTheKeysOfContacts() {
    runner.run(
        context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageStartingWith("opinion-loop.contact.keys: none (expected: "));
  }

  @ParameterizedTest
  @CsvSource({
    "opinion-loop.reply.delivery.routes=pigeon, 'pigeon (expected: smtp, webhook or outbox)'",
    "opinion-loop.reply.delivery.routes=smtp, 'spring.mail.host: missing'",
    "opinion-loop.reply.delivery.patience=31d, 'patience: PT744H'",
    "opinion-loop.reply.delivery.first-pause=0s, 'first-pause: PT0S'",
    "opinion-loop.reply.delivery.concurrency=0, 'concurrency: 0 (expected: 1 to 256)'",
    "opinion-loop.reply.delivery.mail.from=nobody, 'mail sender: nobody'",
    "opinion-loop.contact.keys.local-1.private-key=abc, 'X25519 key: unreadable'",
    "opinion-loop.reply.contact-keys.beat=0s, 'contact-keys: PT0S'",
  })
  void doesNotStartWithASettingThatCannotBe(String setting, String message) {
    withKeys
        .withPropertyValues(setting)
        .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(message));
  }

  @Test
  void startsWithAnOutboxWhereNothingElseIsSaid() {
    withKeys.run(context -> assertThat(context).hasNotFailed().hasSingleBean(LetterDelivery.class));
  }

  @Test
  void clearsItsOutboxOfWhatAnEarlierRunLeftHalfWritten(@TempDir Path outbox) throws IOException {
    Path leftover = Files.createFile(outbox.resolve(".a.acknowledgement.1.7f3a.part"));
    Files.setLastModifiedTime(leftover, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

    withKeys
        .withPropertyValues("opinion-loop.reply.delivery.outbox.directory=" + outbox)
        .run(context -> await().until(() -> Files.notExists(leftover)));
  }
}
