package org.opinionloop.bench.loop;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A mail server in a process of its own that keeps no mail, only a line of each in a file, written
 * before the sender hears that it was taken: {@code MailMain <port> <file> <pause>}. It takes one
 * mail after another and lets that pause (ISO 8601) pass with each.
 */
public final class MailMain {

  private static final GreenMailUser NOBODY =
      (GreenMailUser)
          Proxy.newProxyInstance(
              MailMain.class.getClassLoader(),
              new Class<?>[] {GreenMailUser.class},
              (proxy, method, arguments) -> null);

  private final Path file;
  private final Duration pause;

  private MailMain(Path file, Duration pause) {
    this.file = file;
    this.pause = pause;
  }

  /** Stays until it is killed. */
  public static void main(String[] arguments) throws InterruptedException {
    MailMain mail = new MailMain(Path.of(arguments[1]), Duration.parse(arguments[2]));
    GreenMail server =
        new GreenMail(
            new ServerSetup(
                Integer.parseInt(arguments[0]), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.getUserManager().setMessageDeliveryHandler(mail::take);
    server.start();
    Thread.currentThread().join();
  }

  private GreenMailUser take(MovingMessage message, MailAddress recipient)
      throws MessagingException {
    Arrival arrival =
        new Arrival(
            System.currentTimeMillis(),
            recipient.getEmail(),
            message.getMessage().getHeader("Message-ID", null));
    try {
      Files.writeString(file, arrival.line(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      Thread.sleep(pause.toMillis());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return NOBODY;
  }
}
