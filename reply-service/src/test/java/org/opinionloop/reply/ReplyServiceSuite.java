package org.opinionloop.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.opinionloop.contracts.Topics.CONTACT_KEYS;
import static org.opinionloop.contracts.Topics.LETTERS_DEFERRED;
import static org.opinionloop.contracts.Topics.LETTERS_DELIVERED;
import static org.opinionloop.contracts.Topics.LETTERS_ISSUED;
import static org.opinionloop.contracts.Topics.OPINIONS_ANSWERED;
import static org.opinionloop.contracts.Topics.OPINIONS_CLASSIFIED;
import static org.opinionloop.kit.testing.TestTopics.header;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.opinionloop.contracts.DeliveryOutcome;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LetterDelivered;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.SealedContact;
import org.opinionloop.contracts.Topics;
import org.opinionloop.contracts.Validity;
import org.opinionloop.contracts.contact.Contact;
import org.opinionloop.contracts.contact.ContactKey;
import org.opinionloop.contracts.contact.ContactSealer;
import org.opinionloop.contracts.contact.ContactWithdrawn;
import org.opinionloop.kit.streams.FaultsToDeadLetters;
import org.opinionloop.kit.testing.RunningService;
import org.opinionloop.kit.testing.TestBroker;
import org.opinionloop.kit.testing.TestTopics;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/**
 * The guarantee of this service: every classified opinion has exactly one first letter, which is
 * delivered once, whatever comes twice or is unreadable, and across a stop and a start.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ReplyServiceSuite {

  private static final int OPINIONS = 300;
  private static final int ANSWERS = OPINIONS / 50;
  private static final int MALFORMED = OPINIONS / 50;

  private final TestBroker broker;
  private final Set<String> withdrawn = new HashSet<>();
  private final SecureRandom secure = new SecureRandom();
  private TestTopics topics;
  private KeyPair keys;
  private ContactSealer sealer;
  private Path data;

  ReplyServiceSuite(TestBroker broker) {
    this.broker = broker;
  }

  @BeforeAll
  void answerAllAcrossAStopAndAStart(@TempDir Path folder) throws Exception {
    data = folder;
    topics = broker.loop();
    keys = KeyPairGenerator.getInstance("X25519").generateKeyPair();
    sealer = new ContactSealer("test", base64(keys.getPublic().getEncoded()));
    Random random = new Random(5);

    try (RunningService first = start().awaitReady()) {
      assertThat(first.beans(StreamsBuilderFactoryBean.class))
          .isNotEmpty()
          .allSatisfy(
              streams ->
                  assertThat(streams.getStreamsConfiguration())
                      .containsEntry(
                          StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                          FaultsToDeadLetters.class));
      publish(0, OPINIONS / 2, random);
      topics.await(LETTERS_DELIVERED, 1);
    }
    publish(OPINIONS / 2, OPINIONS, random);
    topics.send(TestTopics.withoutTime(LETTERS_DEFERRED, "nobody", new byte[] {'['}));
    topics.flush();
    try (RunningService second = start()) {
      topics.await(LETTERS_DELIVERED, OPINIONS + ANSWERS);
      topics.await(Topics.deadLetters(LETTERS_DEFERRED), 1);
      second.awaitReady();
      await().atMost(TestTopics.PATIENCE).until(() -> struckKeys().equals(withdrawn));
    }
  }

  @AfterAll
  void stop() {
    topics.close();
  }

  @Test
  void everyOpinionHasOneFirstLetterAndEveryAnswerOne() {
    assertThat(letters()).hasSize(OPINIONS + ANSWERS);
    assertThat(letters().stream().filter(letter -> letter.kind().acknowledges()))
        .extracting(LetterIssued::opinionId)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, OPINIONS).mapToObj(ReplyFixtures::opinion).toList());
  }

  @Test
  void everyLetterIsDeliveredOnceUnlessThePersonHasWithdrawn() throws IOException {
    assertThat(withdrawn).hasSize(OPINIONS / 20);
    assertThat(topics.read(LETTERS_DELIVERED, LetterDelivered.class))
        .allSatisfy(
            delivery ->
                assertThat(delivery.outcome())
                    .isEqualTo(
                        withdrawn.contains(delivery.opinionId().value())
                            ? DeliveryOutcome.SUPPRESSED
                            : DeliveryOutcome.DELIVERED))
        .extracting(LetterDelivered::letterId)
        .containsExactlyInAnyOrderElementsOf(
            letters().stream().map(LetterIssued::letterId).toList());
    assertThat(outbox())
        .containsExactlyInAnyOrderElementsOf(
            letters().stream()
                .filter(letter -> !withdrawn.contains(letter.opinionId().value()))
                .map(letter -> letter.letterId().value() + ".eml")
                .toList());
  }

  @Test
  void whatIsUnreadableIsSetAside() {
    for (String topic : List.of(OPINIONS_CLASSIFIED, LETTERS_ISSUED)) {
      assertThat(topics.read(Topics.deadLetters(topic)))
          .hasSize(MALFORMED)
          .allSatisfy(record -> assertThat(header(record, "dlt-reason")).isEqualTo("malformed"));
    }
  }

  @Test
  void noLetterOnItsTopicNamesAnybody() {
    assertThat(topics.read(LETTERS_ISSUED))
        .extracting(record -> new String(record.value(), UTF_8))
        .noneMatch(letter -> letter.contains("赵") || letter.contains("reader"));
  }

  private RunningService start() {
    return RunningService.start(
        ReplyApplication.builder(),
        broker,
        "--opinion-loop.state-dir=" + data.resolve("state"),
        "--opinion-loop.reply.delivery.outbox.directory=" + data.resolve("outbox"),
        "--opinion-loop.contact.keys.test.private-key=" + base64(keys.getPrivate().getEncoded()),
        "--opinion-loop.contact.keys.test.public-key=" + base64(keys.getPublic().getEncoded()));
  }

  /**
   * Some without an address, some without a time, some not worth an answer, some twice, some
   * answered, some garbled.
   */
  private void publish(int from, int to, Random random) {
    for (int n = from; n < to; n++) {
      OpinionId id = ReplyFixtures.opinion(n);
      SealedContact contact = n % 2 == 0 ? null : contact(n);
      OpinionClassified classified =
          ReplyFixtures.classified(
              id,
              n % 10 == 9 ? Validity.GIBBERISH : Validity.VALID,
              ReplyFixtures.envelope("zh-Hans", false, true, contact));
      if (n % 3 == 0) {
        topics.sendWithoutTime(OPINIONS_CLASSIFIED, classified);
      } else {
        topics.send(OPINIONS_CLASSIFIED, classified);
      }
      if (random.nextInt(4) == 0) {
        topics.send(OPINIONS_CLASSIFIED, classified);
      }
      if (n % (OPINIONS / ANSWERS) == 0) {
        OpinionAnswered answered = ReplyFixtures.answered(id, 30, "已经增开班次。");
        topics.send(OPINIONS_ANSWERED, answered);
        topics.send(OPINIONS_ANSWERED, answered);
      }
      if (n % (OPINIONS / MALFORMED) == 0) {
        int length = n % (2 * OPINIONS / MALFORMED) == 0 ? 1 : 1_048_000;
        topics.send(malformed(OPINIONS_CLASSIFIED, id, length));
        topics.send(malformed(LETTERS_ISSUED, id, 1_048_001 - length));
      }
    }
    topics.flush();
  }

  /** The details of the n-th person, who may have withdrawn them since. */
  private SealedContact contact(int n) {
    OpinionId id = ReplyFixtures.opinion(n);
    ContactKey own = ContactKey.random(id, secure);
    topics.send(CONTACT_KEYS, own.recordKey(), own.secret());
    if (n % 20 == 1) {
      withdrawn.add(id.value());
      topics.send(
          CONTACT_KEYS,
          id.value(),
          JsonCodec.of(ContactWithdrawn.class)
              .encode(new ContactWithdrawn(id, "person", ReplyFixtures.RECEIVED)));
    }
    topics.flush(); // before the opinion comes, as intake sees to it
    return sealer.seal(new Contact("赵𠮷祥", "reader" + n + "@example.org", null, null), own);
  }

  /** Of any size that the topic takes, and with headers that mean something to somebody. */
  private static ProducerRecord<String, byte[]> malformed(String topic, OpinionId id, int length) {
    byte[] value = new byte[length];
    Arrays.fill(value, (byte) '[');
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, id.value(), value);
    record.headers().add("id", new byte[] {1}).add("timestamp", null);
    record.headers().add("errorChannel", new byte[] {2}).add("kafka_topic", new byte[] {3});
    record.headers().add("spring_json_header_types", null);
    return record;
  }

  private List<LetterIssued> letters() {
    return topics.read(LETTERS_ISSUED).stream()
        .filter(record -> record.value()[0] == '{')
        .map(record -> JsonCodec.of(LetterIssued.class).decode(record.value()))
        .toList();
  }

  /** The opinions whose keys are struck from the topic. */
  private Set<String> struckKeys() {
    return topics.read(CONTACT_KEYS).stream()
        .filter(record -> record.value() == null && record.key().contains("/"))
        .map(record -> record.key().substring(0, record.key().indexOf('/')))
        .collect(Collectors.toSet());
  }

  private List<String> outbox() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("outbox"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
