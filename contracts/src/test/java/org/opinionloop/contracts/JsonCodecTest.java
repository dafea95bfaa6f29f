package org.opinionloop.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTest {

  /** Everything an event can be made of. */
  record Sample(
      String name,
      int number,
      boolean flag,
      @Nullable Kind kind,
      @Nullable Instant at,
      @Nullable List<Part> parts,
      @Nullable Map<String, Double> weights) {
    Sample {
      Texts.required("name", name);
    }
  }

  record Part(String word) {
    Part {
      Texts.required("parts.word", word);
    }
  }

  private static final String SECRET = "Zhang San 13800138000";

  private final JsonCodec<Sample> codec = JsonCodec.of(Sample.class);

  @Test
  void writesInTheOrderOfTheRecordWithMapsByKeyAndWithoutNulls() {
    Map<String, Double> weights = new HashMap<>();
    List.of("theme", "kind", "field", "a").forEach(axis -> weights.put(axis, 0.5));

    byte[] bytes =
        codec.encode(new Sample("热线\"\n🙏", 3, true, Kind.HELP, Instant.EPOCH, List.of(), weights));

    assertThat(new String(bytes, UTF_8))
        .isEqualTo(
            "{\"name\":\"热线\\\"\\n🙏\",\"number\":3,\"flag\":true,\"kind\":\"HELP\","
                + "\"at\":\"1970-01-01T00:00:00.000Z\",\"parts\":[],"
                + "\"weights\":{\"a\":0.5,\"field\":0.5,\"kind\":0.5,\"theme\":0.5}}");
    assertThat(new String(codec.encode(sample("x")), UTF_8))
        .isEqualTo("{\"name\":\"x\",\"number\":0,\"flag\":false}");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T08:30:00Z, 2026-01-05T08:30:00.000Z",
    "2026-01-05T08:30:00.1Z, 2026-01-05T08:30:00.100Z",
    "2026-01-05T08:30:00.123456789Z, 2026-01-05T08:30:00.123Z",
    "2026-01-05T16:30:00+08:00, 2026-01-05T08:30:00.000Z",
    "1999-12-31T23:59:59.9999Z, 1999-12-31T23:59:59.999Z"
  })
  void writesInstantsInUtcWithMilliseconds(String read, String written) {
    Sample sample = decode("{\"name\":\"x\",\"at\":\"" + read + "\"}");

    assertThat(new String(codec.encode(sample), UTF_8)).contains("\"at\":\"" + written + "\"");
  }

  @Test
  void ignoresWhatItDoesNotKnowAndTakesNullForAbsent() {
    assertThat(
            decode(
                "{\"later\":{\"deep\":[1,{}]},\"name\":\"x\",\"kind\":null,\"number\":null,"
                    + "\"flag\":null}"))
        .isEqualTo(sample("x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"name\":null}", "{\"name\":\"\"}"})
  void namesAMissingField(String json) {
    assertMalformed(json, "Sample: name: missing (expected: a value)");
  }

  @Test
  void namesAMissingFieldWithinAnother() {
    assertMalformed(
        "{\"name\":\"x\",\"parts\":[{\"word\":\"a\"},{}]}",
        "Sample: parts.word: missing (expected: a value)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\":\"x\",\"number\":\"$\"}         | number",
        "{\"name\":\"x\",\"number\":\"3\"}         | number",
        "{\"name\":\"x\",\"number\":3.5}           | number",
        "{\"name\":\"x\",\"number\":99999999999}   | number",
        "{\"name\":\"x\",\"number\":{}}            | number",
        "{\"name\":\"x\",\"flag\":\"$\"}           | flag",
        "{\"name\":\"x\",\"flag\":\"true\"}        | flag",
        "{\"name\":\"x\",\"flag\":1}               | flag",
        "{\"name\":\"x\",\"kind\":\"$\"}           | kind",
        "{\"name\":\"x\",\"kind\":\"help\"}        | kind",
        "{\"name\":\"x\",\"kind\":\"\"}            | kind",
        "{\"name\":\"x\",\"kind\":0}               | kind",
        "{\"name\":\"x\",\"at\":\"$\"}             | at",
        "{\"name\":\"x\",\"at\":\"2026-02-30T00:00:00Z\"} | at",
        "{\"name\":\"x\",\"at\":1767600000}        | at",
        "{\"name\":\"x\",\"at\":1767600000.5}      | at",
        "{\"name\":\"x\",\"parts\":\"$\"}          | parts",
        "{\"name\":\"x\",\"parts\":[{\"word\":{\"$\":1}}]} | parts.[0].word",
        "{\"name\":\"x\",\"parts\":[\"$\"]}        | parts.[0]",
        "{\"name\":\"x\",\"weights\":{\"$\":\"$\"}} | weights.*",
        "{\"name\":123}                            | name",
        "{\"name\":true}                           | name",
        "{\"name\":[\"$\"]}                        | name",
        "[\"$\"]                                   | value",
        "\"$\"                                     | value",
        "7                                         | value"
      })
  void saysWhereItDoesNotFitAndNeverWhatWasThere(String json, String where) {
    assertMalformed(json.replace("$", SECRET), "Sample: " + where + ": not of the expected shape");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$",
        "{\"name\":\"$",
        "{\"name\":\"$\"",
        "{\"name\":\"$\"} $",
        "{\"name\":\"$\"}{\"name\":\"$\"}",
        "{name:\"$\"}",
        "{'name':'$'}",
        "{\"name\":\"\\$\"}",
        "{\"name\":\"$\",}",
        "{\"$\"}",
        "<name>$</name>"
      })
  void saysWhereItIsNoJsonAndNeverWhatWasThere(String json) {
    assertMalformed(json.replace("$", SECRET), "Sample: ");
  }

  @Test
  void refusesNothing() {
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> codec.decode(null))
        .withMessage("Sample: no bytes");
    assertMalformed("", "Sample: no bytes");
    assertMalformed("null", "Sample: null (expected: an object)");
    assertMalformed("   ", "Sample: ");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 100_000})
  void refusesDeepNestingEvenInWhatItDoesNotKnow(int depth) {
    assertMalformed(
        "{\"name\":\"x\",\"later\":" + "[".repeat(depth) + "]".repeat(depth) + "}", "Sample: ");
    assertMalformed("{\"later\":".repeat(depth) + "1" + "}".repeat(depth), "Sample: ");
  }

  /** It could be read and not be written again so that it can be read. */
  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "\\udc00\\ud800", "x\\ud83d", "\\ud83dx"})
  void refusesHalfACharacter(String half) {
    assertMalformed(
        "{\"name\":\"" + half + "\"}", "Sample: text: half a character (expected: whole ones)");
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] bytes = "{\"name\":\"xyz\"}".getBytes(UTF_8);
    for (int bad : new int[] {0xFF, 0xC0, 0x80, 0xED}) {
      bytes[10] = (byte) bad;
      assertThat(catchThrowable(() -> codec.decode(bytes)))
          .isInstanceOf(MalformedEventException.class);
    }
  }

  @Test
  void neverFailsOtherwiseWhateverTheBytes() {
    Random random = new Random(2026);
    byte[] valid =
        ("{\"name\":\"水管\",\"number\":3,\"flag\":true,\"kind\":\"HELP\",\"at\":"
                + "\"2026-01-05T08:30:00Z\",\"parts\":[{\"word\":\"a\"}],\"weights\":{\"a\":1e3}}")
            .getBytes(UTF_8);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes;
      if (i % 5 == 0) {
        bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
      } else {
        bytes = Arrays.copyOf(valid, valid.length - random.nextInt(i % 2 * 20 + 1));
        for (int flips = random.nextInt(4); flips >= 0; flips--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
      }

      Throwable thrown = catchThrowable(() -> codec.decode(bytes));

      if (thrown != null) {
        assertThat(thrown).isInstanceOf(MalformedEventException.class).hasNoCause();
      }
    }
  }

  private Sample decode(String json) {
    return codec.decode(json.getBytes(UTF_8));
  }

  private void assertMalformed(String json, String message) {
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> decode(json))
        .withMessageStartingWith(message)
        .withMessageNotContainingAny("Zhang", "San", "138")
        .withNoCause();
  }

  private static Sample sample(String name) {
    return new Sample(name, 0, false, null, null, null, null);
  }
}
