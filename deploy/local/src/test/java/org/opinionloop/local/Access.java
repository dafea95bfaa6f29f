package org.opinionloop.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.opinionloop.kit.security.Role;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who may do what: every door of every service against everybody who may stand before it. A door
 * that is not in the table fails the check, and so does a role that nobody here has.
 */
final class Access {

  /** Where other instances show their key. */
  static final String PEER_HEADER = "X-Peer-Key";

  /** Who calls. Officers are those of transport and of health, and the matter is transport's. */
  enum Who {
    NOBODY(null),
    STRANGER(null),
    WEBSITE(Role.CHANNEL),
    HOTLINE(Role.CHANNEL),
    OFFICER(Role.OFFICER),
    OTHER_OFFICER(Role.OFFICER),
    ANALYST(Role.ANALYST),
    IMPORTER(Role.IMPORTER),
    OPERATOR(Role.OPERATOR),
    /** Another instance of reporting, which shows a key of its own kind. */
    PEER(null);

    private final @Nullable Role role;

    Who(@Nullable Role role) {
      this.role = role;
    }

    String key() {
      return "doors-" + name().toLowerCase(java.util.Locale.ROOT) + "-key";
    }
  }

  /**
   * A request that does something if the caller may.
   *
   * @param refusal what the others are told; 0 for 401 without a key and 403 with another's
   */
  private record Row(String path, @Nullable String body, Set<Who> allowed, int refusal) {}

  private static final Set<Who> EVERYBODY = EnumSet.allOf(Who.class);
  private static final Set<Who> SUBMITTERS = EnumSet.of(Who.WEBSITE, Who.IMPORTER);
  private static final Set<Who> ITS_OFFICER = EnumSet.of(Who.OFFICER, Who.IMPORTER);
  private static final Set<Who> ALL_OFFICERS =
      EnumSet.of(Who.OFFICER, Who.OTHER_OFFICER, Who.IMPORTER);
  private static final Set<Who> READERS = EnumSet.of(Who.ANALYST, Who.OFFICER, Who.OTHER_OFFICER);
  private static final Set<Who> OPERATOR = EnumSet.of(Who.OPERATOR);

  /** Whoever holds the number may rate; a key that is shown must be a valid one, of the loop. */
  private static final Set<Who> RATERS =
      EnumSet.complementOf(EnumSet.of(Who.STRANGER, Who.OPERATOR));

  /** So may they withdraw; of those with keys it is an officer's to do. */
  private static final Set<Who> WITHDRAWERS =
      EnumSet.of(Who.NOBODY, Who.PEER, Who.OFFICER, Who.OTHER_OFFICER);

  private static final Set<Who> PEERS = EnumSet.of(Who.PEER);

  private static final String OPINION = "{\"channel\":\"website\",\"text\":\"路灯坏了，请修一修。\"}";
  private static final String UNIT = ",\"unit\":\"TRANSPORT\"}";

  private final Ports ports;
  private final HttpClient client;

  Access(Ports ports, HttpClient client) {
    this.ports = ports;
    this.client = client;
  }

  /** What makes services know these callers, and tell of their doors. */
  static String settings() {
    ObjectNode settings = Fuzz.JSON.createObjectNode();
    settings.put("management.endpoints.web.exposure.include", "health,prometheus,sbom,mappings");
    settings.put("opinion-loop.reporting.peers.key", Who.PEER.key());
    ArrayNode keys = settings.putArray("opinion-loop.security.keys");
    for (Who who : Who.values()) {
      if (who.role != null) {
        ObjectNode key = keys.addObject();
        key.put("name", "doors-" + who.name()).put("sha256", sha256(who.key()));
        key.put("role", who.role.name());
        key.put("unit", who == Who.OFFICER ? "TRANSPORT" : "HEALTH");
        key.putArray("channels")
            .add(who == Who.IMPORTER ? "*" : who == Who.HOTLINE ? "hotline" : "website");
      }
    }
    return Fuzz.JSON.writeValueAsString(settings);
  }

  static List<String> keys() {
    return Arrays.stream(Who.values()).map(Who::key).toList();
  }

  /** What doors take, by pattern. */
  static Map<String, ObjectNode> bodies() {
    Map<String, ObjectNode> bodies = new TreeMap<>();
    rows("4F7K-9QX2-M3TD-8VRC-R")
        .forEach(
            (door, row) -> {
              if (row.body() != null && row.body().startsWith("{")) {
                bodies.put(door.split(" ")[2], (ObjectNode) Fuzz.JSON.readTree(row.body()));
              }
            });
    ObjectNode opinion = (ObjectNode) Fuzz.JSON.readTree(OPINION);
    opinion
        .put("title", "路灯")
        .put("externalId", "x")
        .put("submittedAt", "2026-03-05T08:30:00")
        .put("district", "东湖区")
        .put("place", "幸福路")
        .put("language", "zh")
        .putObject("contact")
        .put("name", "测试用户")
        .put("email", "x@example.org")
        .put("phone", "0000-88001100")
        .put("webhook", "https://example.org/");
    bodies.put("/v1/opinions", opinion);
    bodies.put("/v1/opinions:batch", opinion);
    return bodies;
  }

  /** Everybody tries every door. */
  void check(List<Endpoint> endpoints) throws IOException, InterruptedException {
    assertThat(Arrays.stream(Who.values()).map(who -> who.role)).contains(Role.values());
    String id = new Doors(ports).handIn("幸福路公交站没有雨棚。", Who.WEBSITE.key());
    new Doors(ports).awaitAcknowledged(id);
    Map<String, Row> rows = rows(id);
    Set<String> doors = new TreeSet<>();
    endpoints.forEach(endpoint -> doors.add(door(endpoint)));
    assertThat(doors).isEqualTo(new TreeSet<>(rows.keySet()));
    Map<String, String> wrong = new LinkedHashMap<>();
    for (Endpoint endpoint : endpoints) {
      Row row = rows.get(door(endpoint));
      for (Who who : Who.values()) {
        int status = status(endpoint, row, who);
        boolean right =
            row.allowed().contains(who) ? status / 100 == 2 : status == refusal(row, who);
        if (!right) {
          wrong.put(endpoint + " by " + who, Integer.toString(status));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static int refusal(Row row, Who who) {
    return row.refusal() > 0 ? row.refusal() : who.role == null ? 401 : 403;
  }

  private int status(Endpoint endpoint, Row row, Who who) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + endpoint.service().port(ports) + row.path()))
            .method(
                endpoint.method(),
                row.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(row.body()))
            .timeout(Duration.ofSeconds(30));
    if (row.body() != null) {
      request.header(
          "Content-Type", endpoint.type().isEmpty() ? "application/json" : endpoint.type());
    }
    if (who == Who.PEER) {
      request.header(PEER_HEADER, who.key());
    } else if (who != Who.NOBODY) {
      request.header("Authorization", "Bearer " + who.key());
    }
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    // A file is answered line by line.
    return answer.body().contains("urn:opinion-loop:problem:forbidden") ? 403 : answer.statusCode();
  }

  /** The doors that all services have are one row. */
  private static String door(Endpoint endpoint) {
    String door = endpoint.toString();
    return endpoint.pattern().startsWith("/actuator")
        ? "every" + door.substring(door.indexOf(' '))
        : door;
  }

  private static Map<String, Row> rows(String id) {
    String opinion = "/v1/opinions/" + id;
    Map<String, Row> rows = new TreeMap<>();
    rows.put("every GET /actuator", row("/actuator", OPERATOR));
    rows.put("every GET /actuator/mappings", row("/actuator/mappings", OPERATOR));
    rows.put("every GET /actuator/sbom", row("/actuator/sbom", OPERATOR));
    rows.put("every GET /actuator/sbom/{id}", row("/actuator/sbom/application", OPERATOR));
    rows.put("every GET /actuator/health", row("/actuator/health", EVERYBODY));
    rows.put("every GET /actuator/health/{*path}", row("/actuator/health/liveness", EVERYBODY));
    rows.put("every GET /actuator/prometheus", row("/actuator/prometheus", EVERYBODY));
    rows.put("every GET /actuator/deadletters", row("/actuator/deadletters", OPERATOR));
    rows.put(
        "every POST /actuator/deadletters application/json",
        row("/actuator/deadletters", "{\"reason\":\"transient\"}", OPERATOR));

    rows.put(
        "intake-service POST /v1/opinions application/json",
        row("/v1/opinions", OPINION, SUBMITTERS));
    rows.put(
        "intake-service POST /v1/opinions:batch application/x-ndjson",
        row("/v1/opinions:batch", OPINION, SUBMITTERS));
    rows.put(
        "intake-service POST /v1/opinions:batch text/csv",
        row("/v1/opinions:batch", "channel,text\nwebsite,路灯坏了\n", SUBMITTERS));
    rows.put(
        "intake-service POST /v1/opinions/{id}/answer application/json",
        row(opinion + "/answer", "{\"outcome\":\"resolved\",\"text\":\"已修复\"" + UNIT, ITS_OFFICER));
    rows.put(
        "intake-service POST /v1/opinions/{id}/extension application/json",
        row(opinion + "/extension", "{\"workingDays\":5,\"reason\":\"x\"" + UNIT, ITS_OFFICER));
    rows.put(
        "intake-service POST /v1/opinions/{id}/rejection application/json",
        row(opinion + "/rejection", "{\"reason\":\"OUT_OF_SCOPE\"" + UNIT, ITS_OFFICER));
    rows.put(
        "intake-service POST /v1/opinions/{id}/correction application/json",
        row(opinion + "/correction", "{\"theme\":\"SERVICE\",\"reason\":\"x\"}", ALL_OFFICERS));
    rows.put(
        "intake-service POST /v1/opinions/{id}/rating application/json",
        row(opinion + "/rating", "{\"level\":4,\"resolved\":\"yes\"}", RATERS));
    rows.put(
        "intake-service POST /v1/opinions/{id}/rating application/x-www-form-urlencoded",
        row(opinion + "/rating", "level=4&resolved=yes", EVERYBODY));
    rows.put("intake-service GET /v1/opinions/{id}/rating", row(opinion + "/rating", EVERYBODY));
    rows.put(
        "intake-service DELETE /v1/opinions/{id}/contact", row(opinion + "/contact", WITHDRAWERS));
    rows.put(
        "intake-service POST /v1/service-ratings application/json",
        row(
            "/v1/service-ratings",
            "{\"service\":\"BUS_CARD\",\"level\":4,\"unit\":\"TRANSPORT\"}",
            EnumSet.of(Who.WEBSITE, Who.HOTLINE, Who.IMPORTER)));
    rows.put(
        "intake-service POST /v1/service-ratings application/x-www-form-urlencoded",
        row("/v1/service-ratings", "unit=TRANSPORT&service=BUS_CARD&level=4", EVERYBODY));
    rows.put(
        "intake-service GET /v1/service-ratings",
        row("/v1/service-ratings?unit=TRANSPORT&service=BUS_CARD", EVERYBODY));
    rows.put(
        "intake-service POST /v1/measures application/json",
        row(
            "/v1/measures",
            "{\"theme\":\"FACILITIES\",\"text\":\"加装雨棚\",\"dueDate\":\"2099-06-30\"" + UNIT,
            ITS_OFFICER));
    rows.put(
        "intake-service POST /v1/measures/{id}/state application/json",
        row("/v1/measures/" + id + "/state", "{\"state\":\"under_way\"" + UNIT, ITS_OFFICER));

    rows.put("reporting-service GET /v1/opinions/{id}", row(opinion, EVERYBODY));
    rows.put(
        "reporting-service GET /v1/cases",
        row("/v1/cases?unit=TRANSPORT", EnumSet.of(Who.OFFICER, Who.ANALYST)));
    rows.put("reporting-service GET /v1/metrics", row("/v1/metrics", READERS));
    rows.put("reporting-service GET /v1/hot-topics", row("/v1/hot-topics", READERS));
    rows.put("reporting-service GET /v1/measures", row("/v1/measures", READERS));
    rows.put("reporting-service GET /v1/service-ratings", row("/v1/service-ratings", READERS));
    rows.put("reporting-service GET /v1/reports/{code}", row("/v1/reports/2026-H1", READERS));
    rows.put("reporting-service GET /internal/opinions/{id}", peers("/internal/opinions/" + id));
    String days = "{\"from\":\"2026-01-01\",\"to\":\"2026-12-31\",\"by\":[\"%s\"],\"where\":{}}";
    Map.of(
            "work",
            "{\"unit\":\"*\",\"states\":[\"RECEIVED\"],\"limit\":1}",
            "sums",
            days.formatted("THEME"),
            "services",
            days.formatted("UNIT"),
            "hot-topics",
            "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2027-01-01T00:00:00Z\",\"limit\":1}",
            "measures",
            "{\"states\":[\"PLANNED\"],\"today\":\"2026-06-30\",\"limit\":1}")
        .forEach(
            (question, body) ->
                rows.put(
                    "reporting-service POST /internal/" + question,
                    new Row("/internal/" + question, body, PEERS, 404)));
    return rows;
  }

  private static Row row(String path, Set<Who> allowed) {
    return new Row(path, null, allowed, 0);
  }

  /** Nothing is there for others. */
  private static Row peers(String path) {
    return new Row(path, null, PEERS, 404);
  }

  private static Row row(String path, String body, Set<Who> allowed) {
    return new Row(path, body, allowed, 0);
  }

  private static String sha256(String key) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
