package org.opinionloop.reply.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.opinionloop.contracts.contact.Contact;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * Mail by SMTP (RFC 5321). A reply 5yz is final, unless it asks who we are; 4yz, a time-out or a
 * broken connection may pass. Sent again, it has the same Message-ID.
 */
final class SmtpRoute implements Route {

  /** Final for this session, and for no letter: we have to encrypt or to sign in (RFC 4954). */
  private static final Set<Integer> WHO_ARE_YOU = Set.of(530, 534, 535, 538);

  private final JavaMailSender sender;
  private final MailFormat format;

  SmtpRoute(JavaMailSender sender, MailFormat format) {
    this.sender = sender;
    this.format = format;
  }

  @Override
  public String code() {
    return "smtp";
  }

  @Override
  public boolean reaches(Contact contact) {
    return contact.email() != null && !contact.email().isBlank();
  }

  @Override
  public boolean accepts(Contact contact) {
    return MailFormat.address(contact.email()).isPresent();
  }

  @Override
  public Attempt attempt(Mailing mailing) {
    Optional<InternetAddress> recipient = MailFormat.address(mailing.contact().email());
    if (recipient.isEmpty()) {
      return new Attempt.Permanent("address-malformed");
    }
    try {
      sender.send(format.message(mailing, recipient));
      return new Attempt.Done();
    } catch (MailAuthenticationException refused) {
      return new Attempt.Transient("smtp-authentication");
    } catch (MailException failed) {
      if (isTaken(failed)) {
        return new Attempt.Done();
      }
      OptionalInt reply = reply(failed);
      if (reply.isEmpty()) {
        return new Attempt.Transient("smtp-connection");
      }
      if (WHO_ARE_YOU.contains(reply.getAsInt())) {
        return new Attempt.Transient("smtp-authentication");
      }
      String reason = "smtp-" + reply.getAsInt();
      return reply.getAsInt() >= 500
          ? new Attempt.Permanent(reason)
          : new Attempt.Transient(reason);
    } catch (MessagingException unspeakable) {
      return new Attempt.Permanent("letter-malformed");
    }
  }

  /** Only the good-bye went wrong: no message is among the failed ones, so ours was taken. */
  private static boolean isTaken(MailException failed) {
    return failed instanceof MailSendException send && send.getFailedMessages().isEmpty();
  }

  /** The server's reply code, from wherever in the tree of exceptions it is. */
  private static OptionalInt reply(Throwable failed) {
    Deque<Throwable> tree = new ArrayDeque<>();
    tree.add(failed);
    for (int visited = 0; !tree.isEmpty() && visited < 64; visited++) {
      Throwable fault = tree.remove();
      int code = -1;
      if (fault instanceof SMTPSendFailedException send) {
        code = send.getReturnCode();
      } else if (fault instanceof SMTPAddressFailedException address) {
        code = address.getReturnCode();
      } else if (fault instanceof SMTPSenderFailedException sender) {
        code = sender.getReturnCode();
      }
      if (code >= 400) {
        return OptionalInt.of(code);
      }
      if (fault instanceof MailSendException several) {
        several.getFailedMessages().values().forEach(tree::add);
      }
      if (fault instanceof MessagingException linked && linked.getNextException() != null) {
        tree.add(linked.getNextException());
      } else if (fault.getCause() != null) {
        tree.add(fault.getCause());
      }
    }
    return OptionalInt.empty();
  }
}
