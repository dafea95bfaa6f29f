package org.opinionloop.reply.delivery;

import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadLocalRandom;
import org.opinionloop.contracts.contact.Contact;
import org.opinionloop.kit.files.OwnerOnly;

/**
 * A folder of {@code .eml} files, one a letter, for whoever sends or prints them; takes every
 * letter, also those to nobody. A file appears whole, by renaming, under the letter's id: delivered
 * again it is replaced by the same.
 */
final class OutboxRoute implements Route {

  /** How the name of a file ends that is not whole yet; it begins with a dot. */
  static final String UNFINISHED = ".part";

  private static final int USUAL_SIZE = 4096;

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

  /**
   * To wake up a thread for it takes longer than to write a file to a local disk. A folder on the
   * network is slower, and holds up the batch while it hangs.
   */
  @Override
  public boolean waits() {
    return false;
  }

  @Override
  public Attempt attempt(Mailing mailing) {
    String name = mailing.letter().letterId().value();
    try {
      byte[] mail = bytes(mailing);
      try {
        put(name, mail);
      } catch (NoSuchFileException missing) {
        Files.createDirectories(folder);
        put(name, mail);
      }
      return new Attempt.Done();
    } catch (IOException unwritable) {
      return new Attempt.Transient("outbox-unwritable");
    } catch (MessagingException unspeakable) {
      return new Attempt.Permanent("letter-malformed");
    }
  }

  /** Whole before it goes to the file: mail is written in many small pieces. */
  private byte[] bytes(Mailing mailing) throws IOException, MessagingException {
    ByteArrayOutputStream mail = new ByteArrayOutputStream(USUAL_SIZE);
    format.message(mailing, MailFormat.address(mailing.contact().email())).writeTo(mail);
    return mail.toByteArray();
  }

  private void put(String name, byte[] mail) throws IOException {
    // Another instance may be writing the same letter at this moment.
    String attempt = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path part = folder.resolve("." + name + "." + attempt + UNFINISHED);
    try {
      OwnerOnly.write(part, mail); // letters name people
      Files.move(part, folder.resolve(name + ".eml"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      Files.deleteIfExists(part);
      throw failed;
    }
  }
}
