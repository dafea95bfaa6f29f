package org.opinionloop.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.kit.security.KeySettings.Key;

class KeySettingsTest {

  /** Of {@code abc}, from FIPS 180-4's examples. */
  private static final String ABC =
      "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD";

  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void aKeyIsFoundByItsDigest() {
    ApiKeys keys =
        new ApiKeys(
            new KeySettings(
                List.of(
                    new Key("one", EMPTY, Role.ANALYST, Set.of(), null),
                    new Key("two", ABC, Role.OFFICER, Set.of(), "HEALTH"))));

    assertThat(keys.find("abc")).map(Caller::name).contains("two");
    assertThat(keys.find("abd")).isEmpty();
    assertThat(keys.find(ABC)).isEmpty();
  }

  @Test
  void withoutKeysNobodyIsLetIn() {
    assertThat(new ApiKeys(new KeySettings(List.of())).find("abc")).isEmpty();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void anOfficerAnswersForAUnit(String none) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Key("one", ABC, Role.OFFICER, Set.of(), none))
        .withMessage("key one: unit missing (expected: a unit's code, or * for all)");
    assertThat(new Key("one", ABC, Role.OFFICER, Set.of(), "*").caller().answersFor("ANY"))
        .isTrue();
  }

  @Test
  void noNameAndNoKeyIsThereTwice() {
    Key key = new Key("one", ABC, Role.ANALYST, Set.of(), null);
    Key sameName = new Key("one", EMPTY, Role.ANALYST, Set.of(), null);
    Key sameKey = new Key("two", ABC.toLowerCase(Locale.ROOT), Role.CHANNEL, Set.of(), null);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeySettings(List.of(key, sameName)))
        .withMessageStartingWith("key one: is there twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeySettings(List.of(key, sameKey)))
        .withMessageStartingWith("key two: is there twice");
  }
}
