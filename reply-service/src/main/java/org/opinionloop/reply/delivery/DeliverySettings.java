package org.opinionloop.reply.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How letters reach people.
 *
 * @param routes {@code smtp}, {@code webhook}, {@code outbox}: the first that reaches the person is
 *     taken
 * @param concurrency how many first attempts that wait for a server may run at the same time, and
 *     how many later ones beside them; the outbox waits for none
 */
@ConfigurationProperties("opinion-loop.reply.delivery")
record DeliverySettings(
    @DefaultValue("outbox") List<String> routes,
    @DefaultValue("8") int concurrency,
    @DefaultValue("30s") Duration firstPause,
    @DefaultValue("30m") Duration longestPause,
    @DefaultValue("3d") Duration patience,
    @DefaultValue Mail mail,
    @DefaultValue Webhook webhook,
    @DefaultValue Outbox outbox) {

  /**
   * The sender of mail.
   *
   * @param name as people see it; the office's, if empty
   */
  record Mail(@DefaultValue("no-reply@localhost") String from, @DefaultValue("") String name) {}

  /**
   * Letters as POST.
   *
   * @param internal whether addresses inside the office's own network, plain http and any port are
   *     allowed
   * @param ports which ports on the Internet are
   */
  record Webhook(
      @DefaultValue("10s") Duration timeout,
      @DefaultValue("false") boolean internal,
      @DefaultValue("443") Set<Integer> ports) {

    Webhook {
      ports = Set.copyOf(ports);
    }
  }

  /** The folder for letters as files. */
  record Outbox(@DefaultValue("data/outbox") Path directory) {}

  DeliverySettings {
    routes = List.copyOf(routes);
    if (concurrency < 1 || concurrency > 256) {
      throw new IllegalArgumentException(
          "opinion-loop.reply.delivery.concurrency: " + concurrency + " (expected: 1 to 256)");
    }
    if (routes.isEmpty()) {
      throw new IllegalArgumentException(
          "opinion-loop.reply.delivery.routes: none (expected: some of smtp, webhook, outbox)");
    }
  }

  Retries retries() {
    return new Retries(firstPause, longestPause, patience);
  }

  /**
   * The keys that open contact details, by id.
   *
   * @param keys both halves of each; old ones stay, so that what they sealed still opens
   */
  @ConfigurationProperties("opinion-loop.contact")
  record Keys(@DefaultValue Map<String, Pair> keys) {

    /** X25519, PKCS #8 and SubjectPublicKeyInfo in base64. */
    record Pair(String privateKey, String publicKey) {

      @Override
      public String toString() {
        return "Pair[hidden]";
      }
    }

    Keys {
      if (keys.isEmpty()) {
        throw new IllegalArgumentException(
            "opinion-loop.contact.keys: none (expected: the key pair under which intake seals"
                + " contact details, as <id>.private-key and <id>.public-key)");
      }
    }
  }
}
