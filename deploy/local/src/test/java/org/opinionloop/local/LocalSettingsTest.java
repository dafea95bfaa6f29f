package org.opinionloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The settings of the local run tell each service what it has to know, and reply alone the key. */
class LocalSettingsTest {

  private static final String PRIVATE_KEY = "opinion-loop.contact.keys.local-1.private-key";

  @ParameterizedTest
  @EnumSource(Service.Which.class)
  void replyAloneHasThePrivateKey(Service.Which which) {
    StandardEnvironment settings = settingsOf(which);

    assertThat(settings.containsProperty("opinion-loop.contact.public-key")).isTrue();
    assertThat(settings.containsProperty(PRIVATE_KEY)).isEqualTo(which == Service.Which.REPLY);
  }

  private static StandardEnvironment settingsOf(Service.Which which) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "given",
                Map.of(
                    "spring.application.name",
                    which.title(),
                    "spring.config.location",
                    "classpath:/local.yml")));
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    return environment;
  }
}
