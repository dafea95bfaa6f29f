package org.opinionloop.intake.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.problem.Violation;
import tools.jackson.databind.node.JsonNodeFactory;

class IdempotencyKeyTest {

  Fields fields = Fields.of(JsonNodeFactory.instance.objectNode());

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {"k1,k1", "'\"k1\"',k1", "' k1 ',k1", "'\"k1',\"k1", "'\"',\"", "编号一,编号一"})
  void isTheSameWithAndWithoutQuotationMarks(String header, String key) {
    assertThat(IdempotencyKey.read(onTheWire(header), fields)).isEqualTo(key);
    fields.check();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  ", "\"\""})
  void saysNothingIfNothingIsInIt(String header) {
    assertThat(IdempotencyKey.read(header, fields)).isNull();
    fields.check();
  }

  @Test
  void isRefusedIfItCannotBeAnExternalId() {
    assertThat(IdempotencyKey.read("a\tb", fields)).isNull();
    assertThat(IdempotencyKey.read("x".repeat(201), fields)).isNull();

    assertThatThrownBy(fields::check)
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().violations()).hasSize(2));
    assertThat(IdempotencyKey.read(onTheWire("\uD83D\uDE00".repeat(200)), fields)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"caf\u00E9", "\u00E7\u00BC", "\u00ED\u00A0\u0080", "\u00C0\u00AF", "编号一"})
  void isRefusedIfItsBytesAreNoUtf8(String header) {
    assertThat(IdempotencyKey.read(header, fields)).isNull();

    assertThatThrownBy(fields::check)
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused ->
                assertThat(refused.problem().violations())
                    .singleElement()
                    .extracting(Violation::expected)
                    .asString()
                    .endsWith("in ASCII or UTF-8"));
  }

  /** As the server hands out a header that was sent in UTF-8. */
  private static String onTheWire(String header) {
    return new String(header.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
