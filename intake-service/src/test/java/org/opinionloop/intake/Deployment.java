package org.opinionloop.intake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.opinionloop.contracts.contact.ContactOpener;
import org.opinionloop.kit.testing.RunningService;
import org.opinionloop.kit.testing.TestBroker;
import org.opinionloop.kit.testing.TestTopics;

/** A real broker and the real service, with keys to all its doors. */
final class Deployment implements AutoCloseable {

  static final String CHANNEL = "test-channel-key";
  static final String HOTLINE = "test-hotline-key";
  static final String ONLINE = "test-online-key";
  static final String OFFICER = "test-officer-key";
  static final String CHIEF = "test-chief-key";
  static final String ANALYST = "test-analyst-key";
  static final String IMPORTER = "test-importer-key";

  private final TestBroker broker;
  private final TestTopics topics;
  private final KeyPair contactKeys = keys();
  private RunningService service;

  Deployment(TestBroker broker) {
    this.broker = broker;
    this.topics = broker.loop();
    this.service = start();
  }

  private RunningService start() {
    return another().awaitReady();
  }

  /** Another instance of the service, with these settings too. */
  RunningService another(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--opinion-loop.id-secret=a secret of the tests only",
                "--opinion-loop.contact.key-id=test",
                "--opinion-loop.contact.public-key="
                    + base64(contactKeys.getPublic().getEncoded())));
    key(settings, 0, CHANNEL, "role=CHANNEL", "channels=*");
    key(settings, 1, HOTLINE, "role=CHANNEL", "channels=hotline");
    key(settings, 2, OFFICER, "role=OFFICER", "unit=TRANSPORT");
    key(settings, 3, CHIEF, "role=OFFICER", "unit=*");
    key(settings, 4, ANALYST, "role=ANALYST");
    key(settings, 5, IMPORTER, "role=IMPORTER", "channels=*");
    key(settings, 6, ONLINE, "role=CHANNEL", "channels=website,social-media");
    settings.addAll(List.of(more));
    return RunningService.start(
        IntakeApplication.builder(), broker, settings.toArray(String[]::new));
  }

  void restart() {
    service.close();
    service = start();
  }

  RunningService service() {
    return service;
  }

  TestTopics topics() {
    return topics;
  }

  TestBroker broker() {
    return broker;
  }

  ContactOpener opener() {
    return new ContactOpener(
        Map.of(
            "test",
            ContactOpener.KeyHalves.parse(
                base64(contactKeys.getPrivate().getEncoded()),
                base64(contactKeys.getPublic().getEncoded()))));
  }

  @Override
  public void close() {
    service.close();
    topics.close();
  }

  private static void key(List<String> settings, int i, String key, String... more) {
    String prefix = "--opinion-loop.security.keys[" + i + "].";
    settings.add(prefix + "name=" + key.replace("-key", ""));
    settings.add(prefix + "sha256=" + sha256(key));
    for (String each : more) {
      settings.add(prefix + each);
    }
  }

  private static String sha256(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("X25519").generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
