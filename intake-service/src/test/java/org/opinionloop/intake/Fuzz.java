package org.opinionloop.intake;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Makes inputs that are almost right: valid ones, bent in one or several ways. */
final class Fuzz {

  private static final String[] STRINGS = {
    "website",
    "hotline",
    "路灯坏了",
    "",
    " ",
    "\\u0000",
    "\\ud800",
    "\u202E",
    "a".repeat(300),
    "null",
    "2026-01-05T08:30:00Z",
    "+999999999-12-31T23:59:59Z",
    "2026-02-30T25:61:00",
    "x@example.org",
    "x@y",
    "\\r\\nBcc: a@example.org",
    "javascript:alert(1)",
    "http://[::1",
    "../../etc",
    "=1+1",
    "😀😀",
    "zh-Hant",
    "i-klingon",
    "${jndi:x}",
    "resolved",
    "yes",
    "TRANSPORT",
    "SERVICE"
  };
  private static final String[] FIELDS = {
    "channel",
    "text",
    "title",
    "externalId",
    "submittedAt",
    "receivedAt",
    "acknowledge",
    "district",
    "place",
    "language",
    "contact",
    "outcome",
    "measures",
    "unit",
    "answeredAt",
    "theme",
    "topic",
    "field",
    "kind",
    "reason",
    "correctedAt",
    "level",
    "resolved",
    "comment",
    "followUp",
    "effectiveContact",
    "contacted",
    "ratedAt",
    "name",
    "email",
    "phone",
    "webhook",
    "",
    "__proto__"
  };

  private final Random random;

  Fuzz(long seed) {
    this.random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** JSON most of the time, random bytes or bent JSON otherwise. */
  byte[] body() {
    byte[] json = object(0).getBytes(StandardCharsets.UTF_8);
    return switch (random.nextInt(8)) {
      case 0 -> bytes();
      case 1, 2 -> bend(json);
      case 3 -> ("[".repeat(random.nextInt(3_000)) + object(0)).getBytes(StandardCharsets.UTF_8);
      default -> json;
    };
  }

  byte[] jsonLines() {
    return lines(() -> object(0), "\n");
  }

  byte[] csv() {
    String header = random.nextInt(4) == 0 ? cells() : "channel,text,contact.email,acknowledge";
    return (header + "\n" + new String(lines(this::cells, "\r\n"), StandardCharsets.UTF_8))
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] lines(Supplier<String> line, String end) {
    StringBuilder lines = new StringBuilder();
    for (int n = random.nextInt(6); n > 0; n--) {
      lines.append(line.get()).append(random.nextInt(5) == 0 ? "\n\n" : end);
    }
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    return random.nextInt(3) == 0 ? bend(bytes) : bytes;
  }

  private String cells() {
    StringBuilder cells = new StringBuilder();
    for (int n = random.nextInt(6); n > 0; n--) {
      String cell = STRINGS[random.nextInt(STRINGS.length)];
      cells.append(random.nextInt(3) == 0 ? '"' + cell + '"' : cell);
      cells.append(random.nextInt(9) == 0 ? "\"" : ",");
    }
    return cells.toString();
  }

  private String object(int depth) {
    StringBuilder object = new StringBuilder("{");
    if (depth == 0 && random.nextInt(3) > 0) {
      object.append(
          "\"channel\":\"website\",\"text\":\"x\",\"outcome\":\"resolved\",\"unit\":\"TRANSPORT\","
              + "\"reason\":\"r\",\"theme\":\"SERVICE\",\"level\":3,\"resolved\":\"no\",");
    }
    for (int n = random.nextInt(5); n >= 0; n--) {
      object.append('"').append(FIELDS[random.nextInt(FIELDS.length)]).append("\":");
      object.append(value(depth)).append(n == 0 ? "" : ",");
    }
    return object.append('}').toString();
  }

  private String value(int depth) {
    return switch (random.nextInt(10)) {
      case 0 -> "null";
      case 1 -> random.nextBoolean() ? "true" : "false";
      case 2 -> Integer.toString(random.nextInt(12) - 3);
      case 3 -> random.nextBoolean() ? "1e999" : "-0.5e-9";
      case 4 -> depth > 3 ? "{}" : object(depth + 1);
      case 5 -> "[" + (depth > 3 ? "" : value(depth + 1)) + "]";
      default -> '"' + STRINGS[random.nextInt(STRINGS.length)] + '"';
    };
  }

  private byte[] bend(byte[] bytes) {
    byte[] bent = bytes.clone();
    for (int n = random.nextInt(3); n >= 0 && bent.length > 0; n--) {
      bent[random.nextInt(bent.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(3) == 0
        ? java.util.Arrays.copyOf(bent, random.nextInt(bent.length + 1))
        : bent;
  }

  byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Printable, as a header's value or a part of a path has to be. */
  String word() {
    StringBuilder word = new StringBuilder();
    for (int n = random.nextInt(40); n > 0; n--) {
      word.append((char) (33 + random.nextInt(94)));
    }
    return word.toString();
  }
}
