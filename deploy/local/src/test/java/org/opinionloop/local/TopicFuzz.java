package org.opinionloop.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.Topics;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Writes to every topic that a service reads what any other program might: random bytes, events
 * that are almost right, very large ones, under wrong keys and with headers that mean something to
 * somebody.
 */
final class TopicFuzz {

  private static final YAMLMapper YAML = new YAMLMapper();

  /** So many opinions the events are about. */
  static final int OPINIONS = 500;

  static final int PARTITIONS = 6;

  /** What a broker takes at most, as it comes. */
  private static final int LARGEST = 1_048_588 - 200;

  /** The topics of dead letters are read, too: by the desk of each service. */
  private static final List<String> TOPICS =
      Stream.concat(
              events(opinion(0)).keySet().stream(),
              Stream.of(
                  Topics.DEAD_LETTERS_REPLAYED,
                  Topics.CONTACT_KEYS,
                  Topics.deadLetters(Topics.OPINIONS_RECEIVED),
                  Topics.deadLetters(Topics.LETTERS_ISSUED)))
          .toList();

  private static final Set<String> COMPACTED =
      Set.of(Topics.DEAD_LETTERS_REPLAYED, Topics.CONTACT_KEYS);

  private static final List<String> HEADERS =
      List.of(
          "ce_id",
          "ce_type",
          "ce_specversion",
          "content-type",
          "contentType",
          "id",
          "timestamp",
          "errorChannel",
          "replyChannel",
          "sequenceNumber",
          "priority",
          "expirationDate",
          "traceparent",
          "tracestate",
          "baggage",
          "b3",
          "dlt-reason",
          "dlt-topic",
          "dlt-partition",
          "dlt-offset",
          "dlt-consumer",
          "dlt-at",
          "dlt-replays",
          "kafka_topic",
          "kafka_partitionId",
          "kafka_messageKey",
          "kafka_timestamp",
          "kafka_acknowledgment",
          "kafka_batchConvertedHeaders",
          "spring.cloud.stream.sendto.destination",
          "spring.cloud.function.definition",
          "spring_json_header_types",
          "scst_nativeHeadersPresent",
          "scst_partition",
          "partitionKey",
          "deliveryAttempt",
          "__TypeId__",
          "",
          "名");

  private final Fuzz fuzz;

  TopicFuzz(long seed) {
    this.fuzz = new Fuzz(seed);
  }

  static OpinionId opinion(int number) {
    return OpinionId.of(ByteBuffer.allocate(10).putLong(0x46555A5A00000000L + number).array());
  }

  /** Sends so many, of which some are as large as the broker takes. */
  void send(Ports ports, int inputs) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + ports.kafka(),
                "max.request.size",
                2 << 20,
                "linger.ms",
                20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int i = 0; i < inputs; i++) {
        sent.add(producer.send(record(i % 500 == 499)));
      }
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    }
  }

  private ProducerRecord<byte[], byte[]> record(boolean large) {
    String topic = fuzz.one(TOPICS);
    OpinionId id = opinion(fuzz.below(OPINIONS));
    ObjectNode valid = events(id).get(topic);
    byte[] value =
        valid == null
            ? fuzz.bytes(300)
            : large ? large(valid) : fuzz.oneIn(60) ? null : fuzz.json(valid);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic,
            fuzz.oneIn(5) ? (Integer) fuzz.below(PARTITIONS) : null,
            fuzz.oneIn(20) ? (Long) 0L : null,
            key(topic, id),
            value);
    if (!large) {
      for (int n = fuzz.oneIn(2) ? 0 : fuzz.below(4); n > 0; n--) {
        record
            .headers()
            .add(
                fuzz.one(HEADERS),
                fuzz.oneIn(8)
                    ? null
                    : fuzz.oneIn(4) ? fuzz.bytes(40) : fuzz.word().getBytes(UTF_8));
      }
    }
    return record;
  }

  private byte @Nullable [] key(String topic, OpinionId id) {
    return switch (fuzz.below(12)) {
      case 0 -> // a compacted topic takes none
          COMPACTED.contains(topic) ? new byte[0] : null;
      case 1 -> fuzz.bytes(40);
      case 2 -> fuzz.word().getBytes(UTF_8);
      default -> id.value().getBytes(UTF_8);
    };
  }

  /** As much as fits, in one of the texts of a valid event, or nonsense. */
  private byte[] large(ObjectNode valid) {
    if (fuzz.oneIn(3)) {
      byte[] bytes = new byte[LARGEST];
      Arrays.fill(bytes, (byte) '[');
      return bytes;
    }
    ObjectNode event = valid.deepCopy();
    List<String> texts =
        event.properties().stream()
            .filter(each -> each.getValue().isString())
            .map(Map.Entry::getKey)
            .toList();
    int room = LARGEST - Fuzz.JSON.writeValueAsBytes(event).length;
    event.put(fuzz.one(texts), "x".repeat(room - fuzz.below(3) * 200));
    return Fuzz.JSON.writeValueAsBytes(event);
  }

  /** A valid event of each topic, in words that stay valid when events learn new ones. */
  private static Map<String, ObjectNode> events(OpinionId id) {
    String now = "2026-03-02T02:30:00.000Z";
    String contact = "{keyId: local-1, sealed: AAAA}";
    String envelope =
        "{channel: website, summary: 路灯, language: zh-Hans, district: 东湖区, receivedAt: NOW,"
            + " recordedAt: NOW, imported: false, letters: true, contact: "
            + contact
            + "}";
    String officer = ", unit: TRANSPORT, answeredBy: key, answeredAt: NOW";
    Map<String, String> words = new TreeMap<>();
    words.put(
        Topics.OPINIONS_RECEIVED,
        "channel: website, externalId: x-1, title: 标题, text: 路灯坏了, language: zh-Hans,"
            + " district: 东湖区, place: 幸福路, submittedAt: NOW, receivedAt: NOW, imported: false,"
            + " letters: true, contact: "
            + contact);
    words.put(
        Topics.OPINIONS_CLASSIFIED,
        "validity: VALID, theme: FACILITIES, topic: LIGHTING, field: TRANSPORT, kind: HELP,"
            + " unit: TRANSPORT, priority: NORMAL, confidence: {theme: 0.9},"
            + " reasons: {theme: [路灯]}, modelVersion: '1', needsReview: false, envelope: "
            + envelope);
    words.put(
        Topics.OPINIONS_CORRECTED,
        "theme: SERVICE, topic: WINDOW, field: HEALTH, kind: COMPLAINT, unit: HEALTH, reason: 错了,"
            + " correctedBy: key, correctedAt: NOW");
    words.put(Topics.OPINIONS_ANSWERED, "outcome: RESOLVED, text: 已修复, measures: [更换灯泡]" + officer);
    words.put(
        Topics.OPINIONS_EXTENDED,
        "workingDays: 5, reason: 等待材料, unit: TRANSPORT, extendedBy: key, extendedAt: NOW");
    words.put(
        Topics.OPINIONS_REJECTED,
        "reason: OUT_OF_SCOPE, unit: TRANSPORT, rejectedBy: key, rejectedAt: NOW");
    words.put(
        Topics.OPINIONS_RATED,
        "level: 1, resolved: NO, comment: 没有修好, followUp: false, effectiveContact: true,"
            + " ratedAt: NOW");
    words.put(Topics.OPINIONS_GROUPED, "issue: I-1, mergedInto: ID");
    words.put(
        Topics.SERVICES_RATED,
        "ratingId: r-1, channel: hotline, unit: LABOUR, service: PENSION, level: 2, comment: 太慢,"
            + " ratedAt: NOW");
    words.put(
        Topics.MEASURES_RECORDED,
        "measureId: m-1, unit: TRANSPORT, state: PLANNED, theme: FACILITIES, text: 加装雨棚,"
            + " dueDate: '2026-06-30', opinions: [ID], issues: [I-1], recordedBy: key, at: NOW");
    String letter =
        "letterId: ID.acknowledgement.1, kind: ACKNOWLEDGEMENT, subject: 受理告知, body: 您好,"
            + " language: zh-Hans, templateVersion: acknowledgement/zh-Hans/1,"
            + " opinionRecordedAt: NOW, contact: "
            + contact;
    List.of(Topics.LETTERS_ISSUED, Topics.LETTERS_DEFERRED, Topics.LETTERS_DUE)
        .forEach(topic -> words.put(topic, letter));
    words.put(
        Topics.LETTERS_DELIVERED,
        "letterId: ID.acknowledgement.1, kind: ACKNOWLEDGEMENT, route: outbox,"
            + " outcome: DELIVERED, attempts: 1");
    Map<String, ObjectNode> events = new TreeMap<>();
    words.forEach(
        (topic, fields) ->
            events.put(
                topic,
                (ObjectNode)
                    YAML.readTree(
                        ("{opinionId: ID, recordedAt: NOW, " + fields + "}")
                            .replaceAll("\\bID\\b", id.value())
                            .replaceAll("\\bNOW\\b", "'" + now + "'"))));
    return events;
  }
}
