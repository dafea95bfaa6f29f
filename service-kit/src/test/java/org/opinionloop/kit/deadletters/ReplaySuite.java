package org.opinionloop.kit.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.opinionloop.contracts.Topics.OPINIONS_CLASSIFIED;
import static org.opinionloop.kit.testing.TestTopics.header;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.event.DeadLetter;
import org.opinionloop.kit.event.DeadLetterCopy;
import org.opinionloop.kit.event.Trouble;
import org.opinionloop.kit.testing.TestTopics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator chooses goes back to where it came from, as it was. */
interface ReplaySuite {

  Filing filing();

  @Test
  default void aLetterIsReplayedAsItsRecordWasAndOnlyOnce() {
    Position id = filing().file(OPINIONS_CLASSIFIED, 2, 5, Trouble.TRANSIENT);
    double before = replays("opinions.classified", "transient");

    HttpResponse<String> answer = filing().replay(id);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertOutcome(answer, 1, 0);
    assertThat(filing().replay(id).statusCode()).isEqualTo(409);
    assertThat(filing().replayParked(id).statusCode()).isEqualTo(409);

    assertThat(filing().replayed(5)).hasSize(1);
    ConsumerRecord<String, byte[]> record = filing().replayed(5).get(0);
    assertThat(record.partition()).isEqualTo(2);
    assertThat(record.value()).isEqualTo(Filing.WORDS.getBytes(UTF_8));
    assertThat(record.timestamp()).isEqualTo(Filing.AT.toEpochMilli());
    assertThat(record.headers())
        .extracting(Header::key)
        .containsExactly("ce_id", DeadLetter.REPLAYS);
    assertThat(header(record, DeadLetter.REPLAYS)).isEqualTo("1");
    assertThat(replays("opinions.classified", "transient")).isEqualTo(before + 1);
  }

  @Test
  default void aLetterWithoutATimeIsReplayedAsWell() {
    DeadLetter letter = Filing.letter(OPINIONS_CLASSIFIED, 4, 860, Trouble.TRANSIENT);
    ProducerRecord<String, byte[]> record =
        TestTopics.withoutTime(letter.destination(), "860", Filing.WORDS.getBytes(UTF_8));
    letter.headers().forEach(record.headers()::add);

    assertThat(filing().replay(filing().file(record)).statusCode()).isEqualTo(200);

    assertThat(filing().replayed(860))
        .singleElement()
        .extracting(ConsumerRecord::partition)
        .isEqualTo(4);
  }

  @Test
  default void whoAskedForAReplayAndWhereItWentIsOnRecord() {
    Position id = filing().file(OPINIONS_CLASSIFIED, 2, 6, Trouble.TRANSIENT);

    filing().replay(id);

    assertThat(filing().topics().read(Topics.DEAD_LETTERS_REPLAYED, id.toString()))
        .singleElement()
        .extracting(record -> new String(record.value(), UTF_8))
        .asString()
        .contains("\"by\":\"test-operator\"", "\"consumer\":\"test-service\"");
    JsonNode letter =
        filing()
            .list("?topic=opinions.classified.dlt&state=replayed&limit=1&from=" + id)
            .at("/deadLetters/0");
    assertThat(letter.at("/id").asString()).isEqualTo(id.toString());
    assertThat(letter.at("/replay/by").asString()).isEqualTo("test-operator");
    assertThat(letter.at("/replay/at").asString()).isNotEmpty();
    assertThat(letter.at("/replay/writtenTo/topic").asString()).isEqualTo("opinions.classified");
    assertThat(letter.at("/replay/writtenTo/offset").asLong())
        .isEqualTo(filing().replayed(6).get(0).offset());
  }

  @Test
  default void whatWasTooLargeToBeCopiedIsListedAndNotReplayed() {
    ProducerRecord<String, byte[]> letter =
        Filing.record(Filing.letter(OPINIONS_CLASSIFIED, 1, 900, Trouble.MALFORMED), 0);
    letter.headers().add(DeadLetterCopy.LEFT_OUT, "2000000".getBytes(UTF_8));
    Position id = filing().file(letter);

    assertThat(
            filing()
                .list("?topic=opinions.classified.dlt&state=too_large")
                .at("/deadLetters/0/id")
                .asString())
        .isEqualTo(id.toString());
    assertThat(filing().replayParked(id).statusCode()).isEqualTo(409);
    assertThat(filing().replayed(900)).isEmpty();
  }

  @Test
  default void whatFailsAgainAndAgainIsParkedUntilSomebodySaysSo() {
    Position id =
        filing().file(Filing.record(Filing.letter(OPINIONS_CLASSIFIED, 1, 300, Trouble.FAULT), 3));

    assertThat(
            filing()
                .list("?topic=opinions.classified.dlt&state=parked")
                .at("/deadLetters/0/replays")
                .asInt())
        .isEqualTo(3);
    assertThat(filing().replay(id).statusCode()).isEqualTo(409);
    assertThat(filing().replayed(300)).isEmpty();

    assertThat(filing().replayParked(id).statusCode()).isEqualTo(200);
    assertThat(filing().replayed(300))
        .singleElement()
        .extracting(record -> header(record, DeadLetter.REPLAYS))
        .isEqualTo("4");
  }

  @Test
  default void aRangeIsReplayedFromEndToEnd() {
    List<Position> ids = new ArrayList<>();
    for (int i = 400; i < 405; i++) {
      ids.add(filing().file(OPINIONS_CLASSIFIED, 3, i, Trouble.MALFORMED));
    }

    assertOutcome(filing().replay(range(ids.get(1), ids.get(3))), 3, 0);
    assertOutcome(filing().replay(range(ids.get(0), ids.get(3))), 1, 3);

    assertThat(filing().replayed(404)).isEmpty();
    for (int i = 400; i < 404; i++) {
      assertThat(filing().replayed(i)).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "opinions.classified, 999",
    "opinions.classified, 6",
    "no.such.topic, 0",
    "no-such-topic-repartition, 0",
    "opinions.contact-keys, 0",
    "dead-letters.replayed, 0"
  })
  default void whatNamesAnOriginThatThereIsNotIsPassedOverAndInNobodysWay(
      String topic, int partition) {
    ProducerRecord<String, byte[]> named =
        Filing.record(Filing.letter(topic, partition, 800, Trouble.FAULT), 0);
    String cases = Topics.deadLetters(Topics.CASES);
    String filedIn = topic.equals(OPINIONS_CLASSIFIED) ? named.topic() : cases;
    Position bad =
        filing().file(new ProducerRecord<>(filedIn, 0, named.key(), null, named.headers()));
    Position good =
        filing().file(filedIn.replace(".dlt", ""), 0, 801 + bad.offset(), Trouble.FAULT);

    assertOutcome(filing().replay(range(bad, good)), 1, 0);

    assertThat(filing().replayParked(bad).statusCode()).isEqualTo(404);
    assertThat(filing().topics().read(Topics.CONTACT_KEYS)).isEmpty();
  }

  @Test
  default void whatStreamsWroteForItselfIsReplayedToo() {
    Position id = filing().file(Filing.BETWEEN_TASKS, 5, 850, Trouble.TRANSIENT);

    assertThat(id.topic()).isEqualTo(Topics.deadLetters(Topics.CASES));
    assertThat(filing().replay(id).statusCode()).isEqualTo(200);

    assertThat(filing().topics().read(Filing.BETWEEN_TASKS, "850"))
        .singleElement()
        .extracting(ConsumerRecord::partition)
        .isEqualTo(5);
  }

  private static String range(Position from, Position to) {
    return "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(from, to);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 400",
        "{\"id\":\"zhang-san\"} | 400",
        "{\"id\":\"opinions.rated/0/1\"} | 400",
        "{\"reason\":\"zhang-san\"} | 400",
        "{\"id\":\"opinions.rated.dlt/0/1\",\"reason\":\"fault\"} | 400",
        "{\"from\":\"opinions.rated.dlt/0/1\"} | 400",
        "{\"from\":\"opinions.rated.dlt/0/1\",\"to\":\"opinions.rated.dlt/1/1\"} | 400",
        "{\"from\":\"opinions.rated.dlt/0/2\",\"to\":\"opinions.rated.dlt/0/1\"} | 400",
        "{\"id\": | 400",
        "{\"id\":\"opinions.rated.dlt/0/999999\"} | 404",
        "{\"id\":\"opinions.rated.dlt/77/0\"} | 404",
        "{\"id\":\"no.such.topic.dlt/0/0\"} | 404"
      })
  default void whatCannotBeMeantIsAProblem(String body, int status) {
    HttpResponse<String> answer = filing().replay(body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).doesNotContain("zhang");
  }

  private static void assertOutcome(HttpResponse<String> answer, int replayed, int already) {
    assertThat(Filing.json(answer))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    "{\"replayed\":%d,\"alreadyReplayed\":%d,\"parked\":0,\"tooLarge\":0}"
                        .formatted(replayed, already)));
  }

  private double replays(String topic, String reason) {
    Counter counter =
        filing()
            .service()
            .bean(MeterRegistry.class)
            .find("dead.letters.replayed")
            .tags("topic", topic, "reason", reason)
            .counter();
    return counter == null ? 0 : counter.count();
  }
}
