package org.opinionloop.kit.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.opinionloop.contracts.Topics.OPINIONS_RATED;
import static org.opinionloop.contracts.Topics.OPINIONS_RECEIVED;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.event.DeadLetter;
import org.opinionloop.kit.event.Trouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Operators see why a record lies there and where it comes from, and nothing of what it says. */
interface DeadLetterListSuite {

  Filing filing();

  @Test
  default void listsWhyAndWhereFromAndNothingOfWhatItSays() {
    Position id = filing().file(OPINIONS_RATED, 4, 77, Trouble.FAULT);
    fileWhatIsNotOurs();

    JsonNode list = filing().list("?topic=opinions.rated.dlt");

    assertThat(list)
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"deadLetters": [{"id": "%s", "state": "WAITING", "reason": "fault",
                      "cause": "a sentence", "consumer": "test-service", "replays": 0,
                      "origin": {"topic": "opinions.rated", "partition": 4, "offset": 77},
                      "at": "2026-01-08T01:30:00Z"}], "next": null}
                    """
                        .formatted(id)));
    assertThat(list.toString()).doesNotContain("zhang", "138");
  }

  /** Letters of another service and of another topic, and records that are none. */
  private void fileWhatIsNotOurs() {
    String topic = Topics.deadLetters(OPINIONS_RATED);
    filing()
        .file(
            Filing.record(
                new DeadLetter(
                    OPINIONS_RATED, 4, 78, "another-service", Trouble.FAULT, "why", Filing.AT),
                0));
    ProducerRecord<String, byte[]> elsewhere =
        Filing.record(Filing.letter(OPINIONS_RECEIVED, 4, 79, Trouble.FAULT), 0);
    filing()
        .file(
            new ProducerRecord<>(
                topic, 4, elsewhere.key(), elsewhere.value(), elsewhere.headers()));
    filing().file(new ProducerRecord<>(topic, 4, null, Filing.WORDS.getBytes(UTF_8)));
    ProducerRecord<String, byte[]> garbled = new ProducerRecord<>(topic, 4, null, null);
    garbled.headers().add("dlt-reason", new byte[] {(byte) 0xFF});
    filing().file(garbled);
  }

  @Test
  default void pagesContainEveryLetterOnceInOrder() {
    for (int i = 0; i < 25; i++) {
      filing().file(OPINIONS_RECEIVED, i % 6, 500 + i, Trouble.MALFORMED);
    }
    DeadLetterDesk desk = filing().desk();
    List<Position> whole =
        desk.list(malformedFrom(null), 1000).deadLetters().stream().map(FiledLetter::id).toList();

    List<Position> paged = new ArrayList<>();
    Position next = null;
    do {
      DeadLetterDesk.Page page = desk.list(malformedFrom(next), 12);
      assertThat(page.deadLetters()).hasSizeLessThanOrEqualTo(12);
      page.deadLetters().forEach(letter -> paged.add(letter.id()));
      next = page.next();
    } while (next != null);

    assertThat(paged).isEqualTo(whole).isSorted().doesNotHaveDuplicates();
    assertThat(paged.size()).isGreaterThanOrEqualTo(25);
    desk.close();
  }

  private static Selection malformedFrom(Position first) {
    return new Selection("opinions.received.dlt", "malformed", null, first, null, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"?limit=0", "?limit=1001", "?limit=x", "?state=lost", "?reason=x", "?from=x"})
  default void aQuestionThatMakesNoSenseIsAProblem(String query) {
    assertThat(filing().ask(query).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"channel", "officer", "analyst", "importer"})
  default void onlyOperatorsMay(String role) {
    String door = "/actuator/deadletters";

    assertThat(filing().service().get(door, role + "-key").statusCode()).isEqualTo(403);
    assertThat(
            filing()
                .service()
                .send(filing().service().request(door, null).POST(BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(401);
  }
}
