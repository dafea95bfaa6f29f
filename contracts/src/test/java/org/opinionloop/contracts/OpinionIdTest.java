package org.opinionloop.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpinionIdTest {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final Random random = new Random(80);

  @Test
  void theSameBitsAreTheSameNumberForEver() {
    byte[] bits = {0, 1, 2, 3, 4, 5, 6, 7, 8, (byte) 0xFF};

    assertThat(OpinionId.of(bits)).hasToString("000G-40R4-0M30-E27Z-M");
  }

  @Test
  void everyNumberReadsBackAsItself() {
    for (int i = 0; i < 10_000; i++) {
      OpinionId id = random();

      assertThat(OpinionId.parse(id.value())).isEqualTo(id);
      assertThat(new OpinionId(id.value())).isEqualTo(id);
      assertThat(id.value()).matches("([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]");
    }
  }

  @Test
  void differentBitsAreDifferentNumbers() {
    byte[] bits = new byte[10];
    random.nextBytes(bits);
    OpinionId id = OpinionId.of(bits);
    for (int bit = 0; bit < 80; bit++) {
      byte[] flipped = bits.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);

      assertThat(OpinionId.of(flipped)).isNotEqualTo(id);
    }
  }

  @Test
  void itsNumbersAreItsBits() {
    for (int i = 0; i < 1_000; i++) {
      byte[] bits = new byte[10];
      random.nextBytes(bits);
      OpinionId id = OpinionId.of(bits);
      BigInteger number =
          BigInteger.valueOf(id.leadingBits())
              .shiftLeft(20)
              .add(BigInteger.valueOf(id.trailingBits()));

      assertThat(number).isEqualTo(new BigInteger(1, bits));
    }
  }

  @Test
  void everySingleWrongCharacterIsNoticed() {
    for (int round = 0; round < 50; round++) {
      String id = random().value();
      for (int at = 0; at < id.length(); at++) {
        for (char c : ALPHABET.toCharArray()) {
          if (id.charAt(at) != '-' && id.charAt(at) != c) {
            assertRefused(id.substring(0, at) + c + id.substring(at + 1));
          }
        }
      }
    }
  }

  @Test
  void everySwapOfTwoCharactersIsNoticed() {
    for (int round = 0; round < 50; round++) {
      String id = random().value();
      for (int i = 0; i < id.length(); i++) {
        for (int j = i + 1; j < id.length(); j++) {
          if (id.charAt(i) != '-' && id.charAt(j) != '-' && id.charAt(i) != id.charAt(j)) {
            char[] swapped = id.toCharArray();
            swapped[i] = id.charAt(j);
            swapped[j] = id.charAt(i);
            assertRefused(new String(swapped));
          }
        }
      }
    }
  }

  @Test
  void understandsWhatAPersonWritesDown() {
    OpinionId id = OpinionId.of(new byte[] {0, 0x11, 0x08, 0x42, 0x10, 0, 1, 0, 0, 1});
    String canonical = id.value();
    assertThat(canonical).contains("0").contains("1");

    assertThat(OpinionId.parse(canonical.toLowerCase(Locale.ROOT))).isEqualTo(id);
    assertThat(OpinionId.parse(canonical.replace("-", ""))).isEqualTo(id);
    assertThat(OpinionId.parse(" " + canonical.replace('-', ' ') + " ")).isEqualTo(id);
    assertThat(OpinionId.parse(canonical.replace('0', 'O').replace('1', 'I'))).isEqualTo(id);
    assertThat(OpinionId.parse(canonical.replace('0', 'o').replace('1', 'l'))).isEqualTo(id);
  }

  @Test
  void theConstructorTakesTheCanonicalFormOnly() {
    String id = random().value();

    assertThatIllegalArgumentException().isThrownBy(() -> new OpinionId(id.replace("-", "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "13800138000",
        "4F7K-9QX2-M3TD-8VRC",
        "4F7K-9QX2-M3TD-8VRC-R0",
        "4F7K-9QX2-M3TD-8VRU-R",
        "4F7K_9QX2_M3TD_8VRC_R",
        "４F7K-9QX2-M3TD-8VRC-R",
        "../../../../etc/passwd",
        "zhang.san@example.org"
      })
  void refusesAnythingElseWithoutRepeatingIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OpinionId.parse(text))
        .withMessage(
            "opinion id: "
                + text.length()
                + " characters (expected: 16 of Crockford base 32 and a check character that fits)");
  }

  @Test
  void neverFailsOtherwiseWhateverTheText() {
    for (int i = 0; i < 20_000; i++) {
      char[] text = new char[random.nextInt(40)];
      for (int c = 0; c < text.length; c++) {
        text[c] = (char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x10000));
      }

      Throwable thrown = catchThrowable(() -> OpinionId.parse(new String(text)));

      assertThat(thrown).isInstanceOfAny(IllegalArgumentException.class);
    }
  }

  @Test
  void takesTenBytes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OpinionId.of(new byte[9]))
        .withMessageContaining("9 bytes");
  }

  private OpinionId random() {
    byte[] bits = new byte[10];
    random.nextBytes(bits);
    return OpinionId.of(bits);
  }

  private static void assertRefused(String text) {
    assertThat(catchThrowable(() -> OpinionId.parse(text)))
        .as(text)
        .isInstanceOf(IllegalArgumentException.class);
  }
}
