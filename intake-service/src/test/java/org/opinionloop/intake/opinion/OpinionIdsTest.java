package org.opinionloop.intake.opinion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.OpinionId;

class OpinionIdsTest {

  static final String SECRET = "0123456789abcdef";

  OpinionIds ids = new OpinionIds(SECRET, new SecureRandom());

  @Test
  void theSameOpinionHasTheSameNumberOnEveryInstance() {
    assertThat(ids.of("website", "42"))
        .isEqualTo(new OpinionIds(SECRET, new SecureRandom()).of("website", "42"));
  }

  @Test
  void theNumberIsTheBeginningOfTheHmac() {
    // printf 'website\\x0042' | openssl dgst -sha256 -hmac 0123456789abcdef
    assertThat(ids.of("website", "42"))
        .isEqualTo(OpinionId.of(HexFormat.of().parseHex("8b5850041bb826b1eab3")));
  }

  @Test
  void anotherChannelExternalIdOrSecretGivesAnotherNumber() {
    Set<OpinionId> numbers = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      numbers.add(ids.of("website", "" + i));
      numbers.add(ids.of("hotline", "" + i));
    }
    numbers.add(ids.of("website1", "1".substring(1) + "1"));
    numbers.add(new OpinionIds("another secret of it", new SecureRandom()).of("website", "1"));

    assertThat(numbers).hasSize(20_002);
  }

  @Test
  void withoutAnExternalIdEveryNumberIsNew() {
    Set<OpinionId> numbers = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      numbers.add(ids.of("website", null));
    }

    assertThat(numbers).hasSize(10_000);
  }

  @Test
  void aMissingOrShortSecretStopsTheStartWithoutRepeatingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OpinionIds("tooshort", new SecureRandom()))
        .withMessageContaining("opinion-loop.id-secret: 8 characters")
        .withMessageNotContaining("tooshort");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OpinionIds(null, new SecureRandom()))
        .withMessageContaining("missing");
  }
}
