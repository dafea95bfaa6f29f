package org.opinionloop.local;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes inputs that are almost right: valid ones, bent in one or several ways. The same seed makes
 * the same inputs. Not thread-safe.
 */
final class Fuzz {

  /** Stands in what people would have written; no answer to a refused request may hold it. */
  static final String MARK = "Qx7f13800138000";

  static final JsonMapper JSON = JsonMapper.shared();

  private static final JsonMapper ESCAPING =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final List<String> WORDS =
      List.of(
          "",
          " ",
          MARK,
          "张三" + MARK,
          "<script>" + MARK + "</script>",
          "'; DROP TABLE opinions; --" + MARK,
          "\u0000" + MARK,
          "\ud800",
          "\u202E" + MARK,
          "\uFEFF",
          "😀😀",
          "a".repeat(300),
          "意".repeat(5_000),
          "null",
          "true",
          "-1",
          "9".repeat(30),
          "1e999",
          "NaN",
          "2026-01-05T08:30:00Z",
          "2026-01-05",
          "+999999999-12-31T23:59:59Z",
          "-999999999-01-01T00:00:00Z",
          "9999-12-31T23:59:59.999Z",
          "1900-01-01T00:00:00Z",
          "2026-02-30T25:61:00",
          "x@example.org",
          "x@y",
          MARK + "\r\nBcc: a@example.org",
          "\u001b[31m" + MARK,
          "=?UTF-8?Q?" + MARK + "?=",
          "javascript:alert(1)",
          "http://[::1",
          "http://169.254.169.254/latest/meta-data",
          "../../../../etc/passwd",
          "..%2f..%2fetc%2fpasswd",
          "=1+1",
          "@SUM(1+1)*cmd|' /C calc'!A0",
          "${jndi:ldap://127.0.0.1/x}",
          "#{T(java.lang.Runtime).getRuntime()}",
          "{{7*7}}",
          "%s%n%x",
          "|",
          "%",
          "~",
          "*",
          "zh-Hant",
          "en",
          "i-klingon",
          "website",
          "hotline",
          "TRANSPORT",
          "SERVICE",
          "FACILITIES",
          "UNCLASSIFIED",
          "resolved",
          "partly",
          "2026-H1",
          "2026-W23",
          "9999-W53",
          "0000",
          "theme,channel,month,date,week",
          "csv",
          "pdf",
          "opinions.received.dlt/0/0",
          "opinions.received.dlt/999999/999999999999999999");

  private final Random random;

  Fuzz(long seed) {
    this.random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int chances) {
    return random.nextInt(chances) == 0;
  }

  <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  String word() {
    return one(WORDS);
  }

  /** Printable, as a header's value has to be. */
  String printable() {
    StringBuilder word = new StringBuilder();
    for (int n = random.nextInt(40); n > 0; n--) {
      word.append((char) (33 + random.nextInt(94)));
    }
    return word.toString();
  }

  byte[] bytes(int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** This object, with some of its fields gone, of another type, or with others beside them. */
  byte[] json(ObjectNode valid) {
    ObjectNode bent = valid.deepCopy();
    for (int n = random.nextInt(4); n > 0; n--) {
      bend(bent);
    }
    byte[] json =
        (oneIn(2) ? ESCAPING : JSON).writeValueAsString(bent).getBytes(StandardCharsets.UTF_8);
    return switch (random.nextInt(12)) {
      case 0 -> bytes(300);
      case 1, 2 -> bent(json);
      case 3 -> Arrays.copyOf(json, random.nextInt(json.length + 1));
      case 4 ->
          ("[".repeat(random.nextInt(3_000)) + new String(json, StandardCharsets.UTF_8))
              .getBytes(StandardCharsets.UTF_8);
      default -> json;
    };
  }

  /** Lines of such objects. */
  byte[] jsonLines(ObjectNode valid) {
    List<byte[]> lines = new ArrayList<>();
    for (int n = random.nextInt(6); n > 0; n--) {
      lines.add(json(valid));
      lines.add((oneIn(5) ? "\n\n" : "\n").getBytes(StandardCharsets.UTF_8));
    }
    return joined(lines);
  }

  /** A table of words, now and then with quotation marks that do not fit. */
  byte[] csv() {
    StringBuilder table =
        new StringBuilder(oneIn(4) ? cells() : "channel,text,contact.email,acknowledge");
    for (int n = random.nextInt(6); n > 0; n--) {
      table.append(oneIn(5) ? "\n\n" : "\r\n").append(cells());
    }
    byte[] bytes = table.toString().getBytes(StandardCharsets.UTF_8);
    return oneIn(3) ? bent(bytes) : bytes;
  }

  /** Some bytes of it are others; now and then it ends early. */
  byte[] bent(byte[] bytes) {
    byte[] bent = bytes.clone();
    for (int n = random.nextInt(3); n >= 0 && bent.length > 0; n--) {
      bent[random.nextInt(bent.length)] = (byte) random.nextInt(256);
    }
    return oneIn(3) ? Arrays.copyOf(bent, random.nextInt(bent.length + 1)) : bent;
  }

  private void bend(ObjectNode object) {
    List<String> names = new ArrayList<>(object.propertyNames());
    String name = names.isEmpty() || oneIn(5) ? word() : one(names);
    JsonNode inside = object.get(name);
    if (inside instanceof ObjectNode inner && !oneIn(3)) {
      bend(inner);
    } else if (oneIn(4)) {
      object.remove(name);
    } else {
      object.set(name, value(0));
    }
  }

  private JsonNode value(int depth) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    return switch (random.nextInt(10)) {
      case 0 -> make.nullNode();
      case 1 -> make.booleanNode(random.nextBoolean());
      case 2 -> make.numberNode(random.nextInt(12) - 3);
      case 3 -> make.numberNode(random.nextBoolean() ? Long.MIN_VALUE : -0.5e-9);
      case 4 -> {
        ObjectNode object = make.objectNode();
        for (int n = depth > 3 ? 0 : random.nextInt(3); n > 0; n--) {
          object.set(word(), value(depth + 1));
        }
        yield object;
      }
      case 5 -> {
        ArrayNode array = make.arrayNode();
        for (int n = depth > 3 ? 0 : random.nextInt(60); n > 0; n--) {
          array.add(value(depth + 3));
        }
        yield array;
      }
      default -> make.stringNode(word());
    };
  }

  private String cells() {
    StringBuilder cells = new StringBuilder();
    for (int n = random.nextInt(6); n > 0; n--) {
      cells.append(oneIn(3) ? '"' + word() + '"' : word()).append(oneIn(9) ? '"' : ',');
    }
    return cells.toString();
  }

  private static byte[] joined(List<byte[]> pieces) {
    byte[] all = new byte[pieces.stream().mapToInt(piece -> piece.length).sum()];
    int at = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }
}
