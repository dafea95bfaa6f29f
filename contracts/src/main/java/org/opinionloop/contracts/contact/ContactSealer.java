package org.opinionloop.contracts.contact;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import javax.crypto.Cipher;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.SealedContact;

/** Seals contact details under a public key; cannot open them again. Thread-safe. */
public final class ContactSealer {

  private static final JsonCodec<Contact> CODEC = JsonCodec.of(Contact.class);

  private final String keyId;
  private final PublicKey recipient;

  /**
   * Seals for the holder of the private key.
   *
   * @param publicKey X25519, X.509 SubjectPublicKeyInfo in base64, as {@code openssl pkey -pubout
   *     -outform DER} writes it
   * @throws IllegalArgumentException if it is no such key
   */
  public ContactSealer(String keyId, String publicKey) {
    this.keyId = keyId;
    try {
      byte[] encoded = Base64.getDecoder().decode(publicKey);
      this.recipient =
          KeyFactory.getInstance("X25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
      throw new IllegalArgumentException(
          "public key " + keyId + ": unreadable (expected: X25519 SubjectPublicKeyInfo, base64)",
          notAKey);
    }
  }

  /**
   * Seals the details to the opinion that the key belongs to, so that it takes that key, too, to
   * open them.
   */
  public SealedContact seal(Contact contact, ContactKey ownKey) {
    try {
      KeyPair ephemeral = KeyPairGenerator.getInstance("X25519").generateKeyPair();
      byte[] ephemeralKey = ephemeral.getPublic().getEncoded();
      byte[] key =
          Sealing.agree(
              ephemeral.getPrivate(),
              recipient,
              ephemeralKey,
              recipient.getEncoded(),
              ownKey.secret());
      byte[] ciphertext =
          Sealing.cipher(Cipher.ENCRYPT_MODE, key, ownKey.opinionId(), CODEC.encode(contact));
      byte[] sealed = new byte[ephemeralKey.length + ciphertext.length];
      System.arraycopy(ephemeralKey, 0, sealed, 0, ephemeralKey.length);
      System.arraycopy(ciphertext, 0, sealed, ephemeralKey.length, ciphertext.length);
      return new SealedContact(
          keyId, Base64.getUrlEncoder().withoutPadding().encodeToString(sealed), ownKey.name());
    } catch (GeneralSecurityException noX25519) {
      throw new IllegalStateException("this Java has no X25519 or no AES-GCM", noX25519);
    }
  }
}
