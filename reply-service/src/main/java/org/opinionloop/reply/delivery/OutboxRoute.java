package org.opinionloop.reply.delivery;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.opinionloop.contracts.contact.Contact;

/**
 * A folder of {@code .eml} files, one a letter, for whoever sends or prints them; takes every
 * letter, also those to nobody. A file appears whole, by renaming, under the letter's id: delivered
 * again it is replaced by the same.
 */
final class OutboxRoute implements Route {

  private final Path folder;
  private final MailFormat format;

  OutboxRoute(Path folder, MailFormat format) {
    this.folder = folder;
    this.format = format;
  }

  @Override
  public String code() {
    return "outbox";
  }

  @Override
  public boolean reaches(Contact contact) {
    return true;
  }

  @Override
  public Attempt attempt(Mailing mailing) {
    String name = mailing.letter().letterId().value();
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "." + name, ".part");
      try {
        try (OutputStream file = Files.newOutputStream(part)) {
          format.message(mailing, MailFormat.address(mailing.contact().email())).writeTo(file);
        }
        Files.move(
            part,
            folder.resolve(name + ".eml"),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
      return new Attempt.Done();
    } catch (IOException unwritable) {
      return new Attempt.Transient("outbox-unwritable");
    } catch (MessagingException unspeakable) {
      return new Attempt.Permanent("letter-malformed");
    }
  }
}
