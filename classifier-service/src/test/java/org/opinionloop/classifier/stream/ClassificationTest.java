package org.opinionloop.classifier.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.opinionloop.classifier.ShippedModel;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.Priority;
import org.opinionloop.contracts.Validity;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.kit.batch.OutboundMessages;
import org.opinionloop.kit.batch.WholeHeaders;
import org.opinionloop.kit.event.DeadLetterMeter;
import org.opinionloop.kit.taxonomy.TaxonomyFile;
import org.opinionloop.kit.trace.Tracing;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

@ExtendWith(OutputCaptureExtension.class)
class ClassificationTest {

  private static final OpinionId OPINION = OpinionId.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  private static final byte[] KEY = OPINION.value().getBytes(UTF_8);
  private static final Instant NOW = Instant.parse("2026-05-04T02:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

  @Test
  void tagsAnOpinionAndCarriesItsEnvelope() throws IOException {
    OpinionClassified event =
        classify(opinion("公交司机甩站", "17路公交车司机到站不停，天天甩站，电话13900000000", "hotline"));

    assertThat(event.validity()).isEqualTo(Validity.VALID);
    assertThat(event.theme()).isEqualTo("SERVICE");
    assertThat(event.unit()).isEqualTo(taxonomy().field(event.field()).orElseThrow().unit());
    assertThat(event.confidence()).containsOnlyKeys("theme", "field", "kind");
    assertThat(event.topic()).isEqualTo("PUBLIC_TRANSPORT");
    assertThat(event.priority()).isEqualTo(Priority.NORMAL);
    assertThat(event.reasons().get("field")).isNotEmpty();
    assertThat(event.modelVersion()).isEqualTo(ShippedModel.get().version());
    assertThat(event.envelope().summary()).isEqualTo("公交司机甩站");
    assertThat(event.envelope().channel()).isEqualTo("hotline");
    assertThat(event.recordedAt()).isEqualTo(NOW);
    assertThat(registry.get("opinions.classified").counter().count()).isEqualTo(1);
  }

  /** What was accepted must be readable by all who come after, whatever characters are in it. */
  @Test
  void saysNothingThatCannotBeRead() throws IOException {
    Random random = new Random(20);
    List<String> pieces =
        List.of(
            "路灯",
            "坏了",
            "😀",
            "👨‍👩‍👧",
            "𠮷",
            "公交车",
            "\u0000",
            "é",
            "ا",
            "。",
            " ",
            "\n",
            "bus",
            "🏳️‍🌈");
    for (int n = 0; n < 500; n++) {
      StringBuilder text = new StringBuilder("x");
      for (int length = random.nextInt(60); length > 0; length--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      OpinionReceived opinion = opinion(null, text.toString(), "website");

      assertThat(classify(opinion).opinionId()).isEqualTo(opinion.opinionId());
    }
  }

  @Test
  void neverAsksForAReviewOfWhatIsNotAccepted() throws IOException {
    OpinionClassified event = classify(opinion(null, "！！！！？？", "website"));

    assertThat(event.validity()).isEqualTo(Validity.PUNCTUATION);
    assertThat(event.needsReview()).isFalse();
    assertThat(event.topic()).isNull();
  }

  @Test
  void isUrgentWhereThereIsDanger() throws IOException {
    OpinionClassified event = classify(opinion(null, "楼道里煤气味很浓，怀疑漏气，快来人", "hotline"));

    assertThat(event.priority()).isEqualTo(Priority.URGENT);
  }

  @Test
  void isUrgentWhereDangerIsCriedOutAndNothingElseSaid() throws IOException {
    OpinionClassified event = classify(opinion(null, "着火了！着火了！着火了！着火了！", "hotline"));

    assertThat(event.validity()).isEqualTo(Validity.VALID);
    assertThat(event.priority()).isEqualTo(Priority.URGENT);
  }

  @Test
  void deadLettersTheOneRecordThatHasABugAndGoesOn(CapturedOutput output) throws IOException {
    Clock failing =
        new Clock() {
          private int calls;

          @Override
          public Instant instant() {
            if (++calls == 1) {
              throw new IllegalStateException("the text of a person");
            }
            return NOW;
          }

          @Override
          public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }
        };
    byte[] good = JsonCodec.of(OpinionReceived.class).encode(opinion(null, "路灯不亮", "website"));

    List<Message<?>> out = function(failing).apply(batch(List.of(good, "{".getBytes(UTF_8), good)));

    assertThat(out).hasSize(3);
    assertThat(text(out.get(0), "dlt-reason")).isEqualTo("fault");
    assertThat(text(out.get(0), "dlt-cause")).isEqualTo("java.lang.IllegalStateException");
    assertThat(text(out.get(1), "dlt-reason")).isEqualTo("malformed");
    assertThat(out.get(1).getPayload()).isEqualTo("{".getBytes(UTF_8));
    assertThat(text(out.get(2), "ce_type")).isEqualTo("org.opinionloop.OpinionClassified");
    assertThat(output)
        .contains("ERROR")
        .contains("a record of opinions.received-0 at 0 ran into a fault and is dead-lettered")
        .contains("java.lang.IllegalStateException")
        .contains("at org.opinionloop.classifier.stream.Classification.classify")
        .doesNotContain("the text of a person")
        .doesNotContain("路灯");
  }

  @Test
  void deadLettersAnOpinionUnderAnotherKeyAsThoseDoWhoCountIt() throws IOException {
    byte[] good = JsonCodec.of(OpinionReceived.class).encode(opinion(null, "路灯不亮", "website"));

    List<Message<?>> out =
        function(clock)
            .apply(
                batch(
                    List.of(good, good, good),
                    Arrays.asList(null, "4F7K-9QX2-M3TD-8VRC-R".getBytes(UTF_8), KEY)));

    assertThat(out).hasSize(3);
    for (Message<?> dead : out.subList(0, 2)) {
      assertThat(text(dead, "dlt-reason")).isEqualTo("malformed");
      assertThat(text(dead, "dlt-cause")).isEqualTo("OpinionReceived: the key is not the subject");
      assertThat(dead.getPayload()).isEqualTo(good);
    }
    assertThat(text(out.get(2), "ce_type")).isEqualTo("org.opinionloop.OpinionClassified");
    assertThat(registry.get("opinions.classified").counter().count()).isEqualTo(1);
  }

  private OpinionClassified classify(OpinionReceived opinion) throws IOException {
    List<Message<?>> out =
        function(clock).apply(batch(List.of(JsonCodec.of(OpinionReceived.class).encode(opinion))));
    return JsonCodec.of(OpinionClassified.class).decode((byte[]) out.get(0).getPayload());
  }

  private Classification function(Clock time) throws IOException {
    return new Classification(
        new Classifier(ShippedModel.get(), taxonomy()),
        new OutboundMessages("classifier-service", new DeadLetterMeter(registry), clock),
        new ClassificationMeters(registry),
        Tracing.OFF,
        time);
  }

  private static Taxonomy taxonomy() throws IOException {
    try (InputStream yaml = TaxonomyFile.class.getResourceAsStream("/taxonomy.yml")) {
      return TaxonomyFile.read(yaml, "taxonomy.yml");
    }
  }

  private static Message<List<byte[]>> batch(List<byte[]> values) {
    return batch(values, Collections.nCopies(values.size(), KEY));
  }

  private static Message<List<byte[]>> batch(List<byte[]> values, List<byte[]> keys) {
    List<String> topics = new ArrayList<>();
    List<Integer> partitions = new ArrayList<>();
    List<Long> offsets = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      topics.add("opinions.received");
      partitions.add(0);
      offsets.add((long) i);
    }
    return MessageBuilder.withPayload(values)
        .setHeader(KafkaHeaders.RECEIVED_KEY, keys)
        .setHeader(KafkaHeaders.RECEIVED_TOPIC, topics)
        .setHeader(KafkaHeaders.RECEIVED_PARTITION, partitions)
        .setHeader(KafkaHeaders.OFFSET, offsets)
        .build();
  }

  private static String text(Message<?> message, String header) {
    Headers headers = new RecordHeaders();
    new WholeHeaders().fromHeaders(message.getHeaders(), headers);
    return new String(headers.lastHeader(header).value(), UTF_8);
  }

  private static OpinionReceived opinion(String title, String text, String channel) {
    return new OpinionReceived(
        OPINION,
        channel,
        null,
        title,
        text,
        "zh-Hans",
        "东湖区",
        null,
        null,
        NOW,
        NOW,
        false,
        true,
        null,
        "a sender");
  }
}
