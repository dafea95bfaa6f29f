package org.opinionloop.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import tools.jackson.databind.JsonNode;

/**
 * Goes all the ways that there are through a loop, by each partition: an opinion to its letter, and
 * a measure and a rating of a service to the figures. What the fuzz says never names these
 * services, so their figures are what was handed in here.
 */
final class Circuit {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String UNIT = "HEALTH";

  private static final Map<String, List<String>> SERVICES =
      Map.of(
          "HOUSING_CONSTRUCTION", List.of("HOUSING_CERTIFICATE", "PUBLIC_HOUSING"),
          "ENVIRONMENT", List.of("DISCHARGE_PERMIT"),
          "EDUCATION", List.of("SCHOOL_ENROLMENT"),
          "LABOUR", List.of("SOCIAL_SECURITY_CARD"),
          "COMMERCE", List.of("BUSINESS_LICENCE"),
          "HEALTH", List.of("MEDICAL_REIMBURSEMENT", "BIRTH_CERTIFICATE"),
          "EMERGENCY", List.of("FIRE_INSPECTION"));

  private final Ports ports;
  private final Path outbox;
  private final Doors doors;
  private int rounds;

  /** With the callers of {@link Access}. */
  Circuit(Ports ports, Path outbox) {
    this.ports = ports;
    this.outbox = outbox;
    this.doors = new Doors(ports);
  }

  /** Once round; fails where something does not come to its end, or a service is not ready. */
  void go() throws IOException, InterruptedException {
    opinions();
    measures();
    ratings();
    for (Service.Which service : Service.Which.values()) {
      assertThat(doors.isReady(service.port(ports))).as(service.title()).isTrue();
    }
  }

  private void opinions() throws IOException, InterruptedException {
    Map<Integer, String> ids = new TreeMap<>();
    while (ids.size() < TopicFuzz.PARTITIONS) {
      String id = doors.handIn("公园的长椅坏了两张，请来修一修。", Access.Who.WEBSITE.key());
      ids.putIfAbsent(partition(id), id);
    }
    for (String id : ids.values()) {
      doors.awaitAcknowledged(id);
      Doors.awaitLetter(outbox, id);
    }
  }

  private void measures() throws IOException, InterruptedException {
    Map<Integer, String> ids = new TreeMap<>();
    while (ids.size() < TopicFuzz.PARTITIONS) {
      String id =
          doors
              .post(
                  "/v1/measures",
                  Access.Who.OTHER_OFFICER.key(),
                  Map.of(
                      "theme", "FACILITIES", "unit", UNIT, "text", "加装扶手", "dueDate", "2099-06-30"))
              .path("measureId")
              .stringValue();
      ids.putIfAbsent(partition(id), id);
    }
    await("measures")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(
            () ->
                assertThat(read("/v1/measures?limit=500&unit=" + UNIT).path("measures").values())
                    .map(measure -> measure.path("measureId").stringValue())
                    .containsAll(ids.values()));
  }

  /** The topic's key is the service. */
  private void ratings() throws IOException, InterruptedException {
    rounds++;
    Map<String, Integer> expected = new TreeMap<>();
    for (Map.Entry<String, List<String>> unit : SERVICES.entrySet()) {
      for (String service : unit.getValue()) {
        var unused =
            doors.post(
                "/v1/service-ratings",
                Access.Who.HOTLINE.key(),
                Map.of("unit", unit.getKey(), "service", service, "level", 5));
        expected.put(service, rounds);
      }
    }
    await("ratings of services")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(() -> assertThat(ratingsByService()).containsAllEntriesOf(expected));
  }

  private Map<String, Integer> ratingsByService() throws IOException, InterruptedException {
    Map<String, Integer> ratings = new TreeMap<>();
    for (JsonNode row : read("/v1/service-ratings?by=service").path("rows").values()) {
      ratings.put(row.path("service").stringValue(), row.at("/counts/rated").asInt());
    }
    return ratings;
  }

  private JsonNode read(String path) throws IOException, InterruptedException {
    return doors.get(ports.reporting(), path, Access.Who.ANALYST.key());
  }

  private static int partition(String key) {
    return BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), TopicFuzz.PARTITIONS);
  }
}
