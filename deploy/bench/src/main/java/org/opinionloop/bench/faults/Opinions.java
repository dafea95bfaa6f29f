package org.opinionloop.bench.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What is handed in: by its number the same however often it is repeated. */
final class Opinions {

  private static final JsonMapper MAPPER = new JsonMapper();

  private static final List<String> CHANNELS =
      List.of("website", "hotline", "social-media", "meeting");
  private static final List<String> DISTRICTS = List.of("东湖区", "清河县", "南浦区");

  private final Webhook webhook;

  Opinions(Webhook webhook) {
    this.webhook = webhook;
  }

  /** By which the channel knows it. */
  static String externalId(int number) {
    return "F-" + number;
  }

  /**
   * As it is posted.
   *
   * @param ahead so much after the true time it says that it was submitted, or before
   */
  byte[] body(int number, Duration ahead) {
    Map<String, Object> opinion = new LinkedHashMap<>();
    opinion.put("channel", CHANNELS.get(number % CHANNELS.size()));
    opinion.put("externalId", externalId(number));
    opinion.put("text", Words.text(number));
    if (number % 5 != 0) {
      opinion.put("district", DISTRICTS.get(number % DISTRICTS.size()));
    }
    opinion.put("submittedAt", Instant.now().plus(ahead).toString());
    String address = address(number);
    if (!address.isEmpty()) {
      opinion.put("contact", Map.of(address.contains("@") ? "email" : "webhook", address));
    }
    return MAPPER.writeValueAsBytes(opinion);
  }

  /** Every tenth has an address for mail, every 25th another kind of address; else empty. */
  String address(int number) {
    if (number % 10 == 0) {
      return "resident-" + number + "@example.org";
    }
    return number % 25 == 7 ? webhook.address("r" + number) : "";
  }
}
