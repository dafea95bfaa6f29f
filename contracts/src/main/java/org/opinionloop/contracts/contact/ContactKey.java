package org.opinionloop.contracts.contact;

import java.security.SecureRandom;
import java.util.Base64;
import org.opinionloop.contracts.OpinionId;

/**
 * The key that belongs to one opinion's contact details alone: without it not even the holder of
 * the private key can read them, so destroying it destroys them wherever copies are. By itself it
 * opens nothing. Record on {@link org.opinionloop.contracts.Topics#CONTACT_KEYS}: key {@link
 * #recordKey()}, value the bytes of {@link #secret()}; a tombstone destroys it.
 *
 * <p>An opinion that is handed in twice has two keys of different names, of which neither replaces
 * the other: the first opinion counts, and nobody knows here which one that is.
 *
 * @param name tells it from the opinion's other ones, base64url
 * @param secret 32 random bytes
 */
public record ContactKey(OpinionId opinionId, String name, byte[] secret) {

  /** So many bytes a key has. */
  public static final int BYTES = 32;

  private static final int NAME_BYTES = 9;

  /** A new one. */
  public static ContactKey random(OpinionId opinion, SecureRandom random) {
    byte[] name = new byte[NAME_BYTES];
    random.nextBytes(name);
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return new ContactKey(opinion, Base64.getUrlEncoder().encodeToString(name), secret);
  }

  /** The key of its record. */
  public String recordKey() {
    return recordKey(opinionId, name);
  }

  /** The key of the record of the opinion's key of this name. */
  public static String recordKey(OpinionId opinion, String name) {
    return opinion.value() + "/" + name;
  }

  @Override
  public String toString() {
    return "ContactKey[hidden]";
  }
}
