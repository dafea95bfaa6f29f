package org.opinionloop.reply.delivery;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.StreamProvider;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.LetterId;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.LetterKind;

/**
 * Letters as mail (RFC 5322): plain text in UTF-8, marked as automatic (RFC 3834) so that no
 * machine answers, with a Message-ID made of the letter's id and the date on which it was issued:
 * the same letter is the same message, byte for byte, however often it is sent. Later letters about
 * an opinion refer to the first, so that mail programs keep them together. Thread-safe.
 */
final class MailFormat {

  /** BCP 47, as far as it matters here. */
  private static final Pattern LANGUAGE =
      Pattern.compile("[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8}){0,7}");

  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\x{85}\\x{2028}\\x{2029}]+");
  private static final Pattern ENCODED_WORD = Pattern.compile("=(?=\\?)");

  private static final Session SESSION = Session.getInstance(new Properties());

  static {
    // Unless told their name, Jakarta Mail looks for these streams through all jars each time that
    // it encodes something, which took half of the processor time of a letter.
    System.setProperty(
        StreamProvider.class.getName(), StreamProvider.provider().getClass().getName());
  }

  private final InternetAddress from;
  private final String domain;

  /**
   * Mail from this sender.
   *
   * @param address whose domain is also that of Message-IDs
   * @throws IllegalArgumentException if it is no mail address
   */
  MailFormat(String address, String name) {
    this.from =
        address(address)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "mail sender: " + address + " (expected: a mail address)"));
    this.domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
    name(from, name);
  }

  /** A mail address as it goes on the wire; empty if it is none that SMTP can carry. */
  static Optional<InternetAddress> address(@Nullable String text) {
    int at = text == null ? -1 : text.lastIndexOf('@');
    if (text == null || at < 1) {
      return Optional.empty();
    }
    try {
      String ascii = text.substring(0, at + 1) + IDN.toASCII(text.substring(at + 1));
      InternetAddress address = new InternetAddress(ascii, true);
      boolean plain =
          address.getAddress().equals(ascii)
              && ascii.chars().allMatch(c -> c > ' ' && c < 0x7F)
              && ascii.length() <= 254;
      return plain ? Optional.of(address) : Optional.empty();
    } catch (MessagingException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /**
   * The letter as a message; to nobody in particular if there is no address.
   *
   * @throws MessagingException if it cannot be written as one
   */
  MimeMessage message(Mailing mailing, Optional<InternetAddress> recipient)
      throws MessagingException {
    LetterIssued letter = mailing.letter();
    MimeMessage message = new StableMessage(messageId(letter.letterId()));
    message.setFrom(from);
    if (recipient.isPresent()) {
      InternetAddress to = recipient.get();
      String name = mailing.contact().name();
      if (name != null) {
        name(to, name);
      }
      message.setRecipient(Message.RecipientType.TO, to);
    } else {
      message.setHeader("To", "undisclosed-recipients:;");
    }
    message.setSubject(plain(letter.subject()), "UTF-8");
    message.setSentDate(Date.from(letter.recordedAt()));
    message.setHeader(
        "Auto-Submitted", letter.kind().acknowledges() ? "auto-replied" : "auto-generated");
    message.setHeader("Precedence", "auto_reply");
    message.setHeader("X-Auto-Response-Suppress", "All");
    if (LANGUAGE.matcher(letter.language()).matches()) {
      message.setHeader("Content-Language", letter.language());
    }
    LetterId first = LetterId.of(letter.opinionId(), LetterKind.ACKNOWLEDGEMENT, 1);
    if (!letter.letterId().equals(first)) {
      message.setHeader("References", messageId(first));
    }
    message.setText(mailing.body(), "UTF-8");
    message.saveChanges();
    return message;
  }

  private String messageId(LetterId letter) {
    return "<" + letter.value() + "@" + domain + ">";
  }

  private static void name(InternetAddress address, String name) {
    try {
      address.setPersonal(plain(name), "UTF-8");
    } catch (UnsupportedEncodingException noUtf8) {
      throw new IllegalStateException("this Java has no UTF-8", noUtf8);
    }
  }

  /**
   * Words as they may stand in a header: in one line, so that they cannot begin another, and
   * without what mail programs would take for an encoded word (RFC 2047) and decode.
   */
  private static String plain(String words) {
    String inOneLine = UNPRINTABLE.matcher(words).replaceAll(" ");
    return ENCODED_WORD.matcher(inOneLine).replaceAll("= ").strip();
  }

  /** Keeps its Message-ID, where others make one up each time they are sent. */
  private static final class StableMessage extends MimeMessage {

    private final String id;

    StableMessage(String id) {
      super(SESSION);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
