package org.opinionloop.contracts.contact;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.MalformedEventException;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.SealedContact;

/**
 * Opens what {@link ContactSealer} sealed. Holds several keys, so that old ones still open after a
 * change. Thread-safe.
 */
public final class ContactOpener {

  private static final JsonCodec<Contact> CODEC = JsonCodec.of(Contact.class);

  private final Map<String, KeyHalves> keys;

  /**
   * Opens with these keys.
   *
   * @param keys by key id: both halves
   */
  public ContactOpener(Map<String, KeyHalves> keys) {
    this.keys = Map.copyOf(keys);
  }

  /** A pair of X25519 keys. */
  public record KeyHalves(PrivateKey privateKey, PublicKey publicKey) {

    /**
     * Reads both halves.
     *
     * @param privateKey PKCS #8 in base64
     * @param publicKey SubjectPublicKeyInfo in base64
     * @throws IllegalArgumentException if either is no such key; the message does not repeat it
     */
    public static KeyHalves parse(String privateKey, String publicKey) {
      try {
        KeyFactory factory = KeyFactory.getInstance("X25519");
        return new KeyHalves(
            factory.generatePrivate(
                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(privateKey))),
            factory.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey))));
      } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
        throw new IllegalArgumentException(
            "X25519 key: unreadable (expected: PKCS #8 and SubjectPublicKeyInfo, base64)");
      }
    }

    @Override
    public String toString() {
      return "KeyHalves[hidden]";
    }
  }

  /**
   * The contact details; empty if no key here opens them, or they were sealed to another opinion or
   * damaged.
   *
   * @param ownKey the opinion's own key that {@link SealedContact#ownKey} names; null for the older
   *     format
   */
  public Optional<Contact> open(OpinionId opinion, SealedContact sealed, byte @Nullable [] ownKey) {
    KeyHalves halves = keys.get(sealed.keyId());
    if (halves == null) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(sealed.sealed());
      if (bytes.length < Sealing.PUBLIC_KEY_BYTES + Sealing.TAG_BYTES) {
        return Optional.empty();
      }
      byte[] ephemeral = Arrays.copyOf(bytes, Sealing.PUBLIC_KEY_BYTES);
      PublicKey sender =
          KeyFactory.getInstance("X25519").generatePublic(new X509EncodedKeySpec(ephemeral));
      byte[] key =
          Sealing.agree(
              halves.privateKey(), sender, ephemeral, halves.publicKey().getEncoded(), ownKey);
      byte[] ciphertext = Arrays.copyOfRange(bytes, Sealing.PUBLIC_KEY_BYTES, bytes.length);
      return Optional.of(
          CODEC.decode(Sealing.cipher(Cipher.DECRYPT_MODE, key, opinion, ciphertext)));
    } catch (GeneralSecurityException
        | IllegalArgumentException
        | MalformedEventException unreadable) {
      return Optional.empty();
    }
  }
}
