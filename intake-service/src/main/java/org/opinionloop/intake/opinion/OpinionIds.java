package org.opinionloop.intake.opinion;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.OpinionId;

/**
 * Gives opinions their numbers: the first 80 bits of HMAC-SHA-256(secret, channel, 0, external id),
 * so that the same opinion handed in again has the same number without anybody remembering it, and
 * nobody without the secret can guess one; random if the channel has no number of its own.
 * Thread-safe.
 */
public final class OpinionIds {

  static final int MIN_SECRET = 16;
  private static final int BYTES = 10;

  /** Keyed once: a clone of it costs a third of one made anew. */
  private final Mac keyed;

  private final SecureRandom random;

  /**
   * Numbers under this secret.
   *
   * @throws IllegalArgumentException if it is shorter than {@value #MIN_SECRET} characters
   */
  OpinionIds(@Nullable String secret, SecureRandom random) {
    if (secret == null || secret.length() < MIN_SECRET) {
      throw new IllegalArgumentException(
          "opinion-loop.id-secret: "
              + (secret == null ? "missing" : secret.length() + " characters")
              + " (expected: a secret of at least "
              + MIN_SECRET
              + " characters; the numbers of opinions depend on it, so it stays for good)");
    }
    try {
      this.keyed = Mac.getInstance("HmacSHA256");
      keyed.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    } catch (GeneralSecurityException noHmac) {
      throw new IllegalStateException("this Java has no HmacSHA256", noHmac);
    }
    this.random = random;
  }

  /** The number of the opinion that this channel calls by this external id. */
  public OpinionId of(String channel, @Nullable String externalId) {
    if (externalId == null) {
      byte[] bits = new byte[BYTES];
      random.nextBytes(bits);
      return OpinionId.of(bits);
    }
    Mac mac = mac();
    mac.update(channel.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0); // neither part can hold it, so no two pairs look the same
    byte[] hash = mac.doFinal(externalId.getBytes(StandardCharsets.UTF_8));
    return OpinionId.of(Arrays.copyOf(hash, BYTES));
  }

  private Mac mac() {
    try {
      return (Mac) keyed.clone();
    } catch (CloneNotSupportedException foreign) {
      throw new IllegalStateException("this Java's HmacSHA256 cannot be cloned", foreign);
    }
  }
}
