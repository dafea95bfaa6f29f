package org.opinionloop.intake.contact;

import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.contact.Contact;
import org.opinionloop.intake.request.Fields;
import org.opinionloop.intake.text.PlainText;

/**
 * Reads {@code contact {name, email, phone, webhook}} and checks shapes only: whether anybody is
 * there shows when a letter is delivered.
 */
public final class ContactFields {

  private static final int NAME = 100;
  private static final int EMAIL = 254; // RFC 5321, 4.5.3.1.3
  private static final int WEBHOOK = 2000;

  /** Something, one at-sign, something with a dot; nothing that could end a mail header. */
  private static final Pattern EMAIL_SHAPE =
      Pattern.compile(
          "[^\\s\\p{Cntrl}@<>\"(),:;\\[\\]\\\\]{1,64}@[^\\s\\p{Cntrl}@<>\"(),:;\\[\\]\\\\]+\\.[^\\s\\p{Cntrl}@<>\"(),:;\\[\\]\\\\.]{2,}");

  private static final Pattern PHONE_SHAPE = Pattern.compile("\\+?[(0-9][0-9 ().#*x/-]{3,30}[0-9]");

  private ContactFields() {}

  /** The contact details among these fields, null if there are none or they do not fit. */
  public static @Nullable Contact read(Fields parent) {
    Fields fields = parent.object("contact");
    if (fields == null) {
      return null;
    }
    String name = fields.line("name", NAME);
    String email = email(fields);
    String phone = phone(fields);
    String webhook = webhook(fields);
    return name == null && email == null && phone == null && webhook == null
        ? null
        : new Contact(name, email, phone, webhook);
  }

  private static @Nullable String email(Fields fields) {
    String email = narrow(fields.string("email"));
    if (email == null || (fits(email, EMAIL) && EMAIL_SHAPE.matcher(email).matches())) {
      return email;
    }
    fields.refuse("email", "an address, as name@example.org, of at most " + EMAIL + " characters");
    return null;
  }

  private static @Nullable String phone(Fields fields) {
    String phone = narrow(fields.string("phone"));
    if (phone == null || PHONE_SHAPE.matcher(phone).matches()) {
      return phone;
    }
    fields.refuse("phone", "a telephone number of 5 to 33 digits, blanks and hyphens, + in front");
    return null;
  }

  private static @Nullable String webhook(Fields fields) {
    String webhook = fields.string("webhook");
    if (webhook == null || (fits(webhook, WEBHOOK) && isWebhook(webhook))) {
      return webhook;
    }
    fields.refuse("webhook", "an absolute http or https URL without user information");
    return null;
  }

  private static boolean isWebhook(String text) {
    try {
      URI uri = new URI(text);
      return ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null;
    } catch (URISyntaxException noUri) {
      return false;
    }
  }

  /** Chinese keyboards write addresses and numbers in full width now and then. */
  private static @Nullable String narrow(@Nullable String text) {
    return text == null || text.length() > WEBHOOK
        ? text
        : Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
  }

  private static boolean fits(String text, int maxLength) {
    return text.length() <= maxLength && !PlainText.hasControls(text);
  }
}
