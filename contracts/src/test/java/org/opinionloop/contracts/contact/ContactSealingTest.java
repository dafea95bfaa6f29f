package org.opinionloop.contracts.contact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
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

  private static final SecureRandom RANDOM = new SecureRandom();

  private final ContactKey own = ContactKey.random(OPINION, RANDOM);
  private final KeyPair keys = keyPair();
  private final ContactSealer sealer = new ContactSealer("2026-1", publicKey(keys));
  private final ContactOpener opener = new ContactOpener(Map.of("2026-1", halves(keys)));

  @Test
  void whatWasSealedOpensAgain() {
    SealedContact sealed = sealer.seal(CONTACT, own);

    assertThat(sealed.keyId()).isEqualTo("2026-1");
    assertThat(sealed.ownKey()).isEqualTo(own.name());
    assertThat(opener.open(OPINION, sealed, own.secret())).contains(CONTACT);
  }

  @Test
  void everyLengthOpensAgain() {
    Random random = new Random(25519);
    for (int i = 0; i < 200; i++) {
      byte[] text = new byte[random.nextInt(300)];
      random.nextBytes(text);
      Contact contact = new Contact(new String(text, ISO_8859_1), null, null, null);

      assertThat(opener.open(OPINION, sealer.seal(contact, own), own.secret())).contains(contact);
    }
  }

  @Test
  void theSealedFormShowsNothingAndIsNeverTheSameTwice() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      String sealed = sealer.seal(CONTACT, own).sealed();

      assertThat(seen.add(sealed)).isTrue();
      assertThat(new String(Base64.getUrlDecoder().decode(sealed), ISO_8859_1))
          .doesNotContain("zhang", "example", "13800"); // 138 alone comes by chance
    }
    assertThat(CONTACT.toString()).doesNotContain("张三", "zhang", "138");
  }

  @Test
  void anotherKeyDoesNotOpenIt() {
    SealedContact sealed = sealer.seal(CONTACT, own);

    assertThat(
            new ContactOpener(Map.of("2026-1", halves(keyPair())))
                .open(OPINION, sealed, own.secret()))
        .isEmpty();
    assertThat(new ContactOpener(Map.of()).open(OPINION, sealed, own.secret())).isEmpty();
  }

  @Test
  void withoutTheOpinionsOwnKeyNotEvenThePrivateKeyOpensIt() {
    SealedContact sealed = sealer.seal(CONTACT, own);

    assertThat(opener.open(OPINION, sealed, null)).isEmpty();
    assertThat(opener.open(OPINION, sealed, ContactKey.random(OPINION, RANDOM).secret())).isEmpty();
    assertThat(opener.open(OPINION, sealed, new byte[0])).isEmpty();
  }

  @Test
  void whatWasSealedBeforeOpinionsHadKeysOfTheirOwnStillOpens() {
    ContactOpener local =
        new ContactOpener(
            Map.of(
                "local-1",
                KeyHalves.parse(
                    "MC4CAQAwBQYDK2VuBCIEIDiglQORa/GfY5K5hO0mAP2KwTeAb7Wq3ChJ3gJ3Wyx+",
                    "MCowBQYDK2VuAyEAEG6loppB/YpJUFGz/CuWj68D8eQAtcOQvngtht/qEXk=")));
    SealedContact older =
        new SealedContact(
            "local-1",
            "MCowBQYDK2VuAyEA6nSw5XPoyPkOyXs0IHYWnE6q-j1aytj04bNx7aW3rnH4XJHk5m75YZ-7NkOL1NJrFaU4"
                + "-j7vUkK-KtuIqhB03NgTHUazNvrWAsfQylpon1zEmxNhX-gCxp8itQWQisbXz4n1lM3LmxhBQFspb70e"
                + "jtPT0Mov-XU",
            null);

    assertThat(local.open(OPINION, older, null)).contains(CONTACT);
    assertThat(local.open(OPINION, older, own.secret())).isEmpty();
  }

  @Test
  void theKeysOfAnOpinionAreRandomAndShowNothing() {
    ContactKey another = ContactKey.random(OPINION, RANDOM);

    assertThat(own.secret()).hasSize(ContactKey.BYTES).isNotEqualTo(another.secret());
    assertThat(own.recordKey())
        .matches(OPINION.value() + "/[A-Za-z0-9_-]{12}")
        .isNotEqualTo(another.recordKey());
    assertThat(own).hasToString("ContactKey[hidden]");
  }

  @Test
  void itCannotBeMovedToAnotherOpinion() {
    SealedContact sealed = sealer.seal(CONTACT, own);
    OpinionId other = OpinionId.of(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0});

    assertThat(opener.open(other, sealed, own.secret())).isEmpty();
  }

  @Test
  void anyFlippedBitIsNoticed() {
    byte[] sealed = Base64.getUrlDecoder().decode(sealer.seal(CONTACT, own).sealed());
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] damaged = sealed.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);

      assertThat(opener.open(OPINION, seal(damaged), own.secret())).as("bit " + bit).isEmpty();
    }
  }

  @Test
  void whatIsCutOrForeignDoesNotOpen() {
    byte[] sealed = Base64.getUrlDecoder().decode(sealer.seal(CONTACT, own).sealed());
    for (int length = 0; length < sealed.length; length++) {
      assertThat(opener.open(OPINION, seal(Arrays.copyOf(sealed, length)), own.secret())).isEmpty();
    }
    assertThat(opener.open(OPINION, new SealedContact("2026-1", "no base64!", null), own.secret()))
        .isEmpty();
  }

  @Test
  void afterAChangeOfKeysOldOnesStillOpen() {
    KeyPair next = keyPair();
    SealedContact old = sealer.seal(CONTACT, own);
    SealedContact fresh = new ContactSealer("2026-2", publicKey(next)).seal(CONTACT, own);
    ContactOpener both = new ContactOpener(Map.of("2026-1", halves(keys), "2026-2", halves(next)));

    assertThat(both.open(OPINION, old, own.secret())).contains(CONTACT);
    assertThat(both.open(OPINION, fresh, own.secret())).contains(CONTACT);
    assertThat(opener.open(OPINION, fresh, own.secret())).isEmpty();
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
            new ContactOpener(Map.of("2026-1", mixed))
                .open(OPINION, sealer.seal(CONTACT, own), own.secret()))
        .isEmpty();
  }

  private static SealedContact seal(byte[] bytes) {
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return new SealedContact("2026-1", text.isEmpty() ? "A" : text, null);
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
