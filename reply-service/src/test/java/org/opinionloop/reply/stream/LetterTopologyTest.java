package org.opinionloop.reply.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.contracts.OpinionAnswered;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionCorrected;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionRated;
import org.opinionloop.contracts.OpinionRejected;
import org.opinionloop.contracts.Outcome;
import org.opinionloop.contracts.SealedContact;
import org.opinionloop.contracts.Topics;
import org.opinionloop.contracts.Validity;
import org.opinionloop.kit.event.CloudEventHeaders;
import org.opinionloop.kit.event.DeadLetterMeter;
import org.opinionloop.kit.streams.FaultsToDeadLetters;
import org.opinionloop.kit.streams.Inbound;
import org.opinionloop.kit.streams.KeySerde;
import org.opinionloop.reply.ReplyFixtures;
import org.opinionloop.reply.correspondence.CaseFile;

class LetterTopologyTest {

  private static final Instant NOW = ReplyFixtures.RECEIVED.plusSeconds(1);
  private static final OpinionId ID = ReplyFixtures.opinion(1);

  @TempDir private Path state;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Map<String, TestInputTopic<String, byte[]>> inputs = new HashMap<>();
  private TopologyTestDriver driver;
  private TestOutputTopic<String, byte[]> letters;

  @BeforeEach
  void start() {
    StreamsBuilder builder = new StreamsBuilder();
    new LetterTopology(
            new Inbound("reply-service", new DeadLetterMeter(meters)),
            ReplyFixtures.correspondence(),
            new LetterMeters(meters))
        .letters(
            builder.stream(
                LetterTopology.topics(), Consumed.with(new KeySerde(), Serdes.ByteArray())))
        .to(Topics.LETTERS_ISSUED, Produced.with(new KeySerde(), Serdes.ByteArray()));
    Properties properties =
        FaultsToDeadLetters.in(new Properties(), "reply-service", new DeadLetterMeter(meters));
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    driver = new TopologyTestDriver(builder.build(), properties, NOW);
    letters =
        driver.createOutputTopic(
            Topics.LETTERS_ISSUED, new KeySerde().deserializer(), new ByteArrayDeserializer());
    for (String topic : LetterTopology.topics()) {
      inputs.put(
          topic,
          driver.createInputTopic(
              topic, new KeySerde().serializer(), new ByteArraySerializer(), NOW, Duration.ZERO));
    }
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void issuesOneAcknowledgementWithThePromiseUnderTheOpinionsKey() {
    pipe(ReplyFixtures.classified(ID));

    TestRecord<String, byte[]> record = letters.readRecord();
    LetterIssued letter = JsonCodec.of(LetterIssued.class).decode(record.value());
    assertThat(record.key()).isEqualTo(ID.value());
    assertThat(letter.letterId().value()).isEqualTo(ID + ".acknowledgement.1");
    assertThat(letter.kind()).isEqualTo(LetterKind.ACKNOWLEDGEMENT);
    assertThat(letter.answerBy()).isEqualTo(LocalDate.of(2026, 1, 14));
    assertThat(letter.dueAt()).isEqualTo("2026-01-14T09:00:00Z");
    assertThat(letter.suppressed()).isNull();
    assertThat(letter.opinionRecordedAt()).isEqualTo(ReplyFixtures.RECEIVED.plusMillis(10));
    assertThat(letter.recordedAt()).isEqualTo(NOW);
    assertThat(letter.body()).contains(ID.value(), "2026年1月14日（星期三）", "市交通运输局");
    assertThat(header(record, "ce_type")).isEqualTo("org.opinionloop.LetterIssued");
    assertThat(header(record, "ce_source")).isEqualTo("/reply-service");
    assertThat(header(record, "ce_id")).contains(letter.letterId().value());
    assertThat(letters.isEmpty()).isTrue();
    assertThat(
            meters
                .get("letters.issued")
                .tag("kind", "ACKNOWLEDGEMENT")
                .tag("language", "zh-Hans")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(
            meters.get("letters.acknowledgement.latency").timer().totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(990);
  }

  @Test
  void issuesNothingForAClassificationThatComesAgain() {
    pipe(ReplyFixtures.classified(ID));
    pipe(ReplyFixtures.classified(ID));
    pipe(
        ReplyFixtures.classified(
            ID, Validity.TEST, ReplyFixtures.envelope("en", true, false, null)));

    assertThat(issued()).extracting(LetterIssued::kind).containsExactly(LetterKind.ACKNOWLEDGEMENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EMPTY", "PUNCTUATION", "REPEATED", "GIBBERISH", "TEST"})
  void tellsWhyAnOpinionIsNotAcceptedInsteadOfAcknowledgingIt(Validity validity) {
    pipe(
        ReplyFixtures.classified(
            ID, validity, ReplyFixtures.envelope("zh-Hant", false, true, null)));

    List<LetterIssued> issued = issued();
    assertThat(issued).extracting(LetterIssued::kind).containsExactly(LetterKind.NOT_ACCEPTED);
    assertThat(issued.get(0).answerBy()).isNull();
    assertThat(issued.get(0).language()).isEqualTo("zh-Hant");
  }

  @Test
  void recordsTheLettersOfASilentImportAsSuppressedAndMeasuresNoLatency() {
    pipe(
        ReplyFixtures.classified(
            ID, Validity.VALID, ReplyFixtures.envelope("en", true, false, null)));
    pipe(ReplyFixtures.answered(ID, 30, "done"));

    assertThat(issued())
        .hasSize(2)
        .allSatisfy(letter -> assertThat(letter.suppressed()).isEqualTo("import"));
    assertThat(meters.get("letters.acknowledgement.latency").timer().count()).isZero();
  }

  @Test
  void measuresTheWayToTheFirstLetterAndToNoLaterOne() {
    pipe(ReplyFixtures.classified(ID));
    driver.advanceWallClockTime(Duration.ofDays(3));
    pipe(new OpinionRejected(ID, "OUT_OF_SCOPE", "TRANSPORT", "key", NOW, NOW));

    assertThat(issued())
        .extracting(LetterIssued::kind)
        .containsExactly(LetterKind.ACKNOWLEDGEMENT, LetterKind.NOT_ACCEPTED);
    Timer latency = meters.get("letters.acknowledgement.latency").timer();
    assertThat(latency.count()).isOne();
    assertThat(latency.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(990);
  }

  @Test
  void measuresTheWayToARejectionThatIsTheFirstLetter() {
    pipe(new OpinionRejected(ID, "OUT_OF_SCOPE", "TRANSPORT", "key", NOW, NOW));
    pipe(ReplyFixtures.classified(ID));

    assertThat(issued()).extracting(LetterIssued::kind).containsExactly(LetterKind.NOT_ACCEPTED);
    assertThat(meters.get("letters.acknowledgement.latency").timer().count()).isOne();
  }

  @Test
  void carriesTheSealedContactToEveryLetter() {
    SealedContact sealed = new SealedContact("k", "c2VhbGVk", "own");
    pipe(
        ReplyFixtures.classified(
            ID, Validity.VALID, ReplyFixtures.envelope("en", false, true, sealed)));
    pipe(ReplyFixtures.answered(ID, 30, "done"));

    assertThat(issued()).hasSize(2).extracting(LetterIssued::contact).containsOnly(sealed);
  }

  @Test
  void keepsAnAnswerUntilTheClassificationIsThere() {
    pipe(ReplyFixtures.answered(ID, 30, "已经增开班次。"));
    assertThat(issued()).isEmpty();

    pipe(ReplyFixtures.classified(ID));

    List<LetterIssued> issued = issued();
    assertThat(issued)
        .extracting(letter -> letter.letterId().value())
        .containsExactly(ID + ".acknowledgement.1", ID + ".answer.1");
    assertThat(issued.get(1).body()).contains("已经增开班次。", "已办结", "1. 增开晚高峰区间车");
    assertThat(cloudEventIds(issued)).doesNotHaveDuplicates();
  }

  @Test
  void writesOneLetterAnAnswerAndNoneForTheSameAnswerAgain() {
    pipe(ReplyFixtures.classified(ID));
    pipe(ReplyFixtures.answered(ID, 30, "一"));
    pipe(ReplyFixtures.answered(ID, 30, "一"));
    pipe(ReplyFixtures.answered(ID, 31, "一"));
    pipe(ReplyFixtures.answered(ID, 32, "补充"));
    pipe(ReplyFixtures.answered(ID, 30, "一"));

    assertThat(issued())
        .extracting(letter -> letter.letterId().value())
        .containsExactly(ID + ".acknowledgement.1", ID + ".answer.1", ID + ".answer.2");
  }

  @Test
  void namesTheUnitThatAnsweredAndTheLabelsAsCorrected() {
    pipe(ReplyFixtures.classified(ID));
    pipe(new OpinionCorrected(ID, "FACILITIES", null, null, null, "HEALTH", "转办", "key", NOW, NOW));
    pipe(new OpinionAnswered(ID, Outcome.PARTLY, "好", List.of(), "EDUCATION", "key", NOW, NOW));
    pipe(ReplyFixtures.rated(ID, 5, 1));

    List<LetterIssued> issued = issued();
    assertThat(issued.get(1).body()).contains("已由市教育局研究办理", "已部分解决");
    assertThat(issued.get(2).body()).contains("承办单位：市卫生健康委员会");
  }

  @Test
  void deadLettersWhatItCannotReadAndGoesOn() {
    TestOutputTopic<String, byte[]> dead = deadAnswers();

    inputs
        .get(Topics.OPINIONS_ANSWERED)
        .pipeInput(ID.value(), "{".getBytes(StandardCharsets.UTF_8));
    inputs.get(Topics.OPINIONS_ANSWERED).pipeInput(null, new byte[] {1});
    pipe(ReplyFixtures.classified(ID));

    assertThat(dead.readRecordsToList()).hasSize(2);
    assertThat(issued()).hasSize(1);
  }

  @Test
  void deadLettersTheAnswersForWhichAFileHasNoRoomAndWritesTheOthers() {
    TestOutputTopic<String, byte[]> dead = deadAnswers();
    int came = 0;
    while (dead.isEmpty() && came < 100) {
      pipe(ReplyFixtures.answered(ID, 30 + came, ("第" + came + "次答复。").repeat(3000)));
      came++;
    }
    pipe(ReplyFixtures.answered(ID, 30, "一"));

    pipe(ReplyFixtures.classified(ID));

    assertThat(dead.readRecordsToList()).hasSize(1);
    assertThat(issued())
        .extracting(LetterIssued::kind)
        .hasSize(1 + came)
        .startsWith(LetterKind.ACKNOWLEDGEMENT, LetterKind.ANSWER);
  }

  /**
   * The same events in any order that keeps each topic's own, with repeats: the same letters, each
   * once.
   */
  @Test
  void issuesTheSameLettersInWhateverOrderTheTopicsComeIn() {
    Random random = new Random(20260105);
    for (int round = 0; round < 20; round++) {
      OpinionId id = ReplyFixtures.opinion(1000 + round);
      List<List<Event>> topics =
          List.of(
              List.of(ReplyFixtures.classified(id)),
              List.of(
                  ReplyFixtures.answered(id, 30, "一"),
                  ReplyFixtures.answered(id, 60, "二"),
                  ReplyFixtures.answered(id, 61, "三")),
              List.of(
                  ReplyFixtures.rated(id, 20, 1),
                  ReplyFixtures.rated(id, 40, 2),
                  ReplyFixtures.rated(id, 41, 1),
                  ReplyFixtures.rated(id, 70, 5),
                  ReplyFixtures.rated(id, 100, 1)));

      interleaved(topics, random).forEach(this::pipe);

      assertThat(issued())
          .as("round %d", round)
          .extracting(letter -> letter.letterId().value() + letter.answerBy())
          .containsExactlyInAnyOrder(
              id + ".acknowledgement.1" + "2026-01-14",
              id + ".answer.1null",
              id + ".answer.2null",
              id + ".answer.3null",
              id + ".second-handling.1" + "2026-01-14");
    }
  }

  @Test
  void keepsAFileWithoutTheOpinionsReasonsOrConfidences() {
    pipe(ReplyFixtures.classified(ID));

    CaseFile file = (CaseFile) driver.getKeyValueStore(LetterWriter.STORE).get(ID.value());
    assertThat(file.opening()).isNotNull();
    assertThat(JsonCodec.of(CaseFile.class).encode(file).length).isLessThan(600);
  }

  /** One of the interleavings, in which an event may also come again later. */
  private static List<Event> interleaved(List<List<Event>> topics, Random random) {
    int[] next = new int[topics.size()];
    List<Event> order = new ArrayList<>();
    while (true) {
      int[] left =
          IntStream.range(0, next.length).filter(i -> next[i] < topics.get(i).size()).toArray();
      if (left.length == 0) {
        return order;
      }
      int topic = left[random.nextInt(left.length)];
      order.add(topics.get(topic).get(next[topic]++));
      if (random.nextInt(3) == 0) {
        order.add(topics.get(topic).get(random.nextInt(next[topic])));
      }
    }
  }

  private void pipe(Event event) {
    if (event instanceof OpinionClassified classified) {
      pipe(Topics.OPINIONS_CLASSIFIED, classified, OpinionClassified.class);
    } else if (event instanceof OpinionAnswered answered) {
      pipe(Topics.OPINIONS_ANSWERED, answered, OpinionAnswered.class);
    } else if (event instanceof OpinionCorrected corrected) {
      pipe(Topics.OPINIONS_CORRECTED, corrected, OpinionCorrected.class);
    } else if (event instanceof OpinionRejected rejected) {
      pipe(Topics.OPINIONS_REJECTED, rejected, OpinionRejected.class);
    } else if (event instanceof OpinionRated rated) {
      pipe(Topics.OPINIONS_RATED, rated, OpinionRated.class);
    }
  }

  private <T extends Event> void pipe(String topic, T event, Class<T> type) {
    inputs.get(topic).pipeInput(event.opinionId().value(), JsonCodec.of(type).encode(event));
  }

  private TestOutputTopic<String, byte[]> deadAnswers() {
    return driver.createOutputTopic(
        Topics.deadLetters(Topics.OPINIONS_ANSWERED),
        new KeySerde().deserializer(),
        new ByteArrayDeserializer());
  }

  private List<LetterIssued> issued() {
    return letters.readValuesToList().stream()
        .map(JsonCodec.of(LetterIssued.class)::decode)
        .toList();
  }

  private static String header(TestRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static List<String> cloudEventIds(List<LetterIssued> letters) {
    return letters.stream()
        .map(letter -> CloudEventHeaders.kafka(letter, "/x").lastHeader("ce_id").value())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }
}
