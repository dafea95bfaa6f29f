package org.opinionloop.intake.contact;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.contact.Contact;

/**
 * Makes the pseudonym by which several opinions of one person are recognised: the first 96 bits of
 * HMAC-SHA-256(secret, contact), base64url. The contact is the telephone number, or else the e-mail
 * address, in one spelling. Without the secret a pseudonym can neither be made nor tried out. Made
 * anew with each secret, so a change of the secret parts people from their earlier pseudonyms.
 * Thread-safe.
 */
public final class SenderTags {

  private static final int MIN_SECRET = 16;
  private static final int BYTES = 12;

  private final @Nullable SecretKeySpec secret;

  /**
   * Pseudonyms under this secret; none at all without one.
   *
   * @throws IllegalArgumentException if it is shorter than {@value #MIN_SECRET} characters
   */
  public SenderTags(@Nullable String secret) {
    if (secret == null || secret.isEmpty()) {
      this.secret = null;
      return;
    }
    if (secret.length() < MIN_SECRET) {
      throw new IllegalArgumentException(
          "opinion-loop.sender-secret: "
              + secret.length()
              + " characters (expected: none, or a secret of at least "
              + MIN_SECRET
              + " characters)");
    }
    this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  /** The pseudonym of whoever left this contact; null if it has neither number nor address. */
  public @Nullable String tag(Contact contact) {
    String identity = identity(contact);
    if (secret == null || identity == null) {
      return null;
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      byte[] hash = mac.doFinal(identity.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
    } catch (GeneralSecurityException noHmac) {
      throw new IllegalStateException("this Java has no HmacSHA256", noHmac);
    }
  }

  private static @Nullable String identity(Contact contact) {
    if (contact.phone() != null) {
      return "phone:" + number(contact.phone());
    }
    return contact.email() == null ? null : "email:" + contact.email().toLowerCase(Locale.ROOT);
  }

  /** Digits only, without China's country code and the zero before an area code. */
  private static String number(String phone) {
    String digits = phone.replaceAll("[^0-9]", "");
    return digits.replaceFirst("^(00)?86(?=\\d{10,11}$)", "").replaceFirst("^0", "");
  }
}
