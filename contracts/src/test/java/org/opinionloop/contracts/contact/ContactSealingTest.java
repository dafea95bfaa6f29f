package org.opinionloop.contracts.contact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.SealedContact;
import org.opinionloop.contracts.contact.ContactOpener.KeyHalves;

class ContactSealingTest {

  private static final OpinionId OPINION = OpinionId.of(new byte[10]);
  private static final Contact CONTACT =
      new Contact("张三", "zhang.san@example.org", "13800138000", null);

  private final KeyPair keys = keyPair();
  private final ContactSealer sealer = new ContactSealer("2026-1", publicKey(keys));
  private final ContactOpener opener = new ContactOpener(Map.of("2026-1", halves(keys)));

  @Test
  void whatWasSealedOpensAgain() {
    SealedContact sealed = sealer.seal(OPINION, CONTACT);

    assertThat(sealed.keyId()).isEqualTo("2026-1");
    assertThat(opener.open(OPINION, sealed)).contains(CONTACT);
  }

  @Test
  void everyLengthOpensAgain() {
    Random random = new Random(25519);
    for (int i = 0; i < 200; i++) {
      byte[] text = new byte[random.nextInt(300)];
      random.nextBytes(text);
      Contact contact = new Contact(new String(text, ISO_8859_1), null, null, null);

      assertThat(opener.open(OPINION, sealer.seal(OPINION, contact))).contains(contact);
    }
  }

  @Test
  void theSealedFormShowsNothingAndIsNeverTheSameTwice() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      String sealed = sealer.seal(OPINION, CONTACT).sealed();

      assertThat(seen.add(sealed)).isTrue();
      assertThat(new String(Base64.getUrlDecoder().decode(sealed), ISO_8859_1))
          .doesNotContain("zhang", "example", "138");
    }
    assertThat(CONTACT.toString()).doesNotContain("张三", "zhang", "138");
  }

  @Test
  void anotherKeyDoesNotOpenIt() {
    SealedContact sealed = sealer.seal(OPINION, CONTACT);

    assertThat(new ContactOpener(Map.of("2026-1", halves(keyPair()))).open(OPINION, sealed))
        .isEmpty();
    assertThat(new ContactOpener(Map.of()).open(OPINION, sealed)).isEmpty();
  }

  @Test
  void itCannotBeMovedToAnotherOpinion() {
    SealedContact sealed = sealer.seal(OPINION, CONTACT);
    OpinionId other = OpinionId.of(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0});

    assertThat(opener.open(other, sealed)).isEmpty();
  }

  @Test
  void anyFlippedBitIsNoticed() {
    byte[] sealed = Base64.getUrlDecoder().decode(sealer.seal(OPINION, CONTACT).sealed());
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] damaged = sealed.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);

      assertThat(opener.open(OPINION, seal(damaged))).as("bit " + bit).isEmpty();
    }
  }

  @Test
  void whatIsCutOrForeignDoesNotOpen() {
    byte[] sealed = Base64.getUrlDecoder().decode(sealer.seal(OPINION, CONTACT).sealed());
    for (int length = 0; length < sealed.length; length++) {
      assertThat(opener.open(OPINION, seal(Arrays.copyOf(sealed, length)))).isEmpty();
    }
    assertThat(opener.open(OPINION, new SealedContact("2026-1", "no base64!"))).isEmpty();
  }

  @Test
  void afterAChangeOfKeysOldOnesStillOpen() {
    KeyPair next = keyPair();
    SealedContact old = sealer.seal(OPINION, CONTACT);
    SealedContact fresh = new ContactSealer("2026-2", publicKey(next)).seal(OPINION, CONTACT);
    ContactOpener both = new ContactOpener(Map.of("2026-1", halves(keys), "2026-2", halves(next)));

    assertThat(both.open(OPINION, old)).contains(CONTACT);
    assertThat(both.open(OPINION, fresh)).contains(CONTACT);
    assertThat(opener.open(OPINION, fresh)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no base64!", "c2VjcmV0", "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A"})
  void whatIsNoKeyIsRefusedWithoutRepeatingIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContactSealer("2026-1", text))
        .withMessage(
            "public key 2026-1: unreadable (expected: X25519 SubjectPublicKeyInfo, base64)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyHalves.parse(text, text))
        .withMessageNotContaining("c2VjcmV0")
        .withNoCause();
    assertThat(halves(keys)).hasToString("KeyHalves[hidden]");
  }

  @Test
  void thePrivateHalfMustBelongToThePublicOne() {
    KeyHalves mixed =
        KeyHalves.parse(
            Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()),
            publicKey(keyPair()));

    assertThat(
            new ContactOpener(Map.of("2026-1", mixed)).open(OPINION, sealer.seal(OPINION, CONTACT)))
        .isEmpty();
  }

  private static SealedContact seal(byte[] bytes) {
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return new SealedContact("2026-1", text.isEmpty() ? "A" : text);
  }

  private static KeyPair keyPair() {
    try {
      return KeyPairGenerator.getInstance("X25519").generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static String publicKey(KeyPair keys) {
    return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
  }

  private static KeyHalves halves(KeyPair keys) {
    return KeyHalves.parse(
        Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()), publicKey(keys));
  }
}
