package org.opinionloop.contracts.contact;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionId;

/**
 * The primitives that sealing and opening share: X25519 (RFC 7748), HKDF with SHA-256 (RFC 5869)
 * and AES-256-GCM (NIST SP 800-38D), put together as in HPKE's base mode (RFC 9180), though not in
 * its wire format. Every seal has a fresh ephemeral key and thus a key of its own, so the nonce may
 * be constant. The opinion's own key goes into the key derivation as the pre-shared key does in
 * HPKE's PSK mode; the older format is without. The opinion id is authenticated with the text: a
 * sealed contact cannot be moved to another opinion.
 */
final class Sealing {

  static final int PUBLIC_KEY_BYTES = 44;
  static final int TAG_BYTES = 16;
  private static final byte[] INFO_V1 =
      "opinion-loop contact v1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] INFO = "opinion-loop contact v2".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NONCE = new byte[12];

  private Sealing() {}

  /**
   * The key of one seal.
   *
   * @param ownKey the opinion's own key; null in the older format
   */
  static byte[] agree(
      PrivateKey own, PublicKey other, byte[] ephemeral, byte[] recipient, byte @Nullable [] ownKey)
      throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("X25519");
    agreement.init(own);
    agreement.doPhase(other, true);
    byte[] salt = Arrays.copyOf(ephemeral, ephemeral.length + recipient.length);
    System.arraycopy(recipient, 0, salt, ephemeral.length, recipient.length);
    byte[] pseudoRandomKey = hmac(salt, agreement.generateSecret());
    return ownKey == null
        ? expand(pseudoRandomKey, INFO_V1)
        : expand(hmac(pseudoRandomKey, ownKey), INFO);
  }

  static byte[] cipher(int mode, byte[] key, OpinionId opinion, byte[] input)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG_BYTES, NONCE));
    cipher.updateAAD(opinion.value().getBytes(StandardCharsets.US_ASCII));
    return cipher.doFinal(input);
  }

  private static byte[] expand(byte[] pseudoRandomKey, byte[] info)
      throws GeneralSecurityException {
    byte[] expand = Arrays.copyOf(info, info.length + 1);
    expand[info.length] = 1;
    return hmac(pseudoRandomKey, expand);
  }

  private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }
}
