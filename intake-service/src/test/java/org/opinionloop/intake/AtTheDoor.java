package org.opinionloop.intake;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.testing.RunningService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the suites of this service do: they knock, and look at what has come onto the topics. */
interface AtTheDoor {

  String OPINIONS = "/v1/opinions";
  String ID = OpinionId.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}).value();
  String FORM = "application/x-www-form-urlencoded";
  String LINES = "application/x-ndjson";

  /** What stands behind the door. */
  Deployment deployment();

  default RunningService service() {
    return deployment().service();
  }

  default HttpResponse<String> post(String path, @Nullable String key, String body) {
    return service().post(path, key, "application/json", body);
  }

  default int status(String path, @Nullable String key, String body) {
    return post(path, key, body).statusCode();
  }

  /** The same under a header {@code Idempotency-Key}. */
  default HttpResponse<String> post(String path, String key, String idempotencyKey, String body) {
    return service()
        .send(
            service()
                .posting(path, key, "application/json", body)
                .header("Idempotency-Key", idempotencyKey));
  }

  /** What a file of this kind is answered, line by line. */
  default List<JsonNode> results(HttpResponse<String> answer) {
    return answer.body().lines().map(JsonMapper.shared()::readTree).toList();
  }

  default JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  default String number(HttpResponse<String> answer) {
    return json(answer).get("opinionId").stringValue();
  }

  default List<String> fieldsIn(HttpResponse<String> problem) {
    return json(problem)
        .get("violations")
        .valueStream()
        .map(violation -> violation.get("field").stringValue())
        .toList();
  }

  default String text(JsonNode node, String field) {
    return node.get(field).stringValue();
  }

  default List<ConsumerRecord<String, byte[]>> onTopic(String number) {
    return deployment().topics().read(Topics.OPINIONS_RECEIVED, number);
  }

  default OpinionReceived received(HttpResponse<String> answer) {
    return JsonCodec.of(OpinionReceived.class).decode(onTopic(number(answer)).get(0).value());
  }

  default <T> Stream<T> events(String topic, Class<T> type) {
    return deployment().topics().read(topic, type).stream();
  }
}
