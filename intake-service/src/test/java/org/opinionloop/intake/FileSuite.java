package org.opinionloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.Topics;
import tools.jackson.databind.JsonNode;

/** A file is answered line by line; what is wrong with one line is no harm to another. */
interface FileSuite extends AtTheDoor {

  String BATCH = "/v1/opinions:batch";

  @Test
  default void takesAFileOfFiveThousandLinesAndReportsOnEach() {
    String file =
        IntStream.rangeClosed(1, 5_000).mapToObj(FileSuite::line).collect(Collectors.joining("\n"));

    HttpResponse<String> answer = service().post(BATCH, Deployment.CHANNEL, LINES, file);

    assertThat(answer.statusCode()).isEqualTo(200);
    List<JsonNode> results = results(answer);
    assertThat(results)
        .extracting(result -> result.get("line").intValue() + " " + text(result, "status"))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 5_000).mapToObj(n -> n + " " + fate(n)).toList());
    List<String> accepted =
        results.stream()
            .filter(result -> text(result, "status").equals("accepted"))
            .map(result -> text(result, "opinionId"))
            .toList();
    assertThat(deployment().topics().read(Topics.OPINIONS_RECEIVED))
        .extracting(ConsumerRecord::key)
        .filteredOn(accepted::contains)
        .containsExactlyInAnyOrderElementsOf(accepted);
  }

  /** Every hundredth has no text, and the one behind it is the first line once more. */
  private static String line(int n) {
    return n % 100 == 0
        ? "{\"channel\": \"website\"}"
        : "{\"channel\":\"website\",\"text\":\"line %d\",\"externalId\":\"b-%d\"}"
            .formatted(n, n % 100 == 1 ? 1 : n);
  }

  private static String fate(int n) {
    return n % 100 == 0 ? "rejected" : n % 100 == 1 && n > 1 ? "repeated" : "accepted";
  }

  @Test
  default void takesASpreadsheetWithLineBreaksInIt() {
    String file =
        "\uFEFFChannel,text,externalId,contact.email,acknowledge\r\n"
            + "website,\"第一行\n第二行, 还有\"\"引号\"\"\",csv-1,somebody@example.org,\r\n"
            + "\r\n"
            + "nowhere,x,csv-2,,\r\n"
            + "hotline,a,csv-3,,,too,many\r\n"
            + "hotline,last,csv-4";

    HttpResponse<String> answer = service().post(BATCH, Deployment.CHANNEL, "text/csv", file);

    assertThat(answer.statusCode()).isEqualTo(200);
    List<JsonNode> results = results(answer);
    assertThat(results)
        .extracting(result -> result.get("line").intValue() + " " + text(result, "status"))
        .containsExactly("2 accepted", "5 rejected", "6 rejected", "7 accepted");
    assertThat(onTopic(text(results.get(0), "opinionId")))
        .first()
        .extracting(message -> JsonCodec.of(OpinionReceived.class).decode(message.value()).text())
        .isEqualTo("第一行\n第二行, 还有\"引号\"");
  }

  @Test
  default void takesWhatStandsBetweenTwoQuotationMarksLeftOpen() {
    String file =
        """
        channel,externalId,text
        hotline,open-1,"路灯坏了
        hotline,open-2,井盖丢了
        hotline,open-3,"公交晚点
        hotline,open-4,好
        """;

    HttpResponse<String> answer = service().post(BATCH, Deployment.CHANNEL, "text/csv", file);

    assertThat(results(answer))
        .extracting(result -> result.get("line").intValue() + " " + text(result, "status"))
        .containsExactly("2 rejected", "3 accepted", "4 rejected", "5 accepted");
  }

  @Test
  default void aFileWithoutTheNeededColumnsIsRefusedAsAWhole() {
    HttpResponse<String> answer =
        service().post(BATCH, Deployment.CHANNEL, "text/csv", "a,b\n1,2\n");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(fieldsIn(answer)).containsExactlyInAnyOrder("channel", "text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\uFEFF", "\r\n  \r\n"})
  default void aFileWithoutALineThatNamesTheColumnsIsRefusedAsAWhole(String file) {
    HttpResponse<String> answer = service().post(BATCH, Deployment.CHANNEL, "text/csv", file);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(text(json(answer), "detail")).startsWith("the first line names the columns");
  }

  @Test
  default void aFileOfNothingButColumnsHasNoResults() {
    HttpResponse<String> answer =
        service().post(BATCH, Deployment.CHANNEL, "text/csv", "channel,text\r\n");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }
}
