package org.opinionloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What the README tells an office to set has the effect that it says. */
class OfficeSettingsTest {

  private static final Path README = Path.of("../../README.md");
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");
  private static final Pattern VARIABLE = Pattern.compile("OPINION_LOOP_[A-Z_]*[A-Z]\\b");
  private static final String OFFICE = "opinion-loop.reply.letters.office.";

  @TempDir Path secrets;

  @Test
  void whatStandsBesideTheSecretsGoesBeforeTheExamples() throws IOException {
    String office =
        YAML.matcher(Files.readString(README))
            .results()
            .map(block -> block.group(1))
            .filter(block -> block.startsWith("opinion-loop.reply.letters.office:"))
            .findFirst()
            .orElseThrow();
    Path reply = secrets.resolve("reply.yml");
    Files.writeString(
        reply, "opinion-loop.contact.keys:\n  key-1:\n    public-key: half\n" + office);

    StandardEnvironment settings =
        settingsOf("reply-service", Map.of("SPRING_CONFIG_IMPORT", "file:" + reply));

    assertThat(settings.getProperty(OFFICE + "name.en"))
        .isEqualTo("East Lake Office for Public Opinion");
    assertThat(settings.getProperty(OFFICE + "name.zh-Hant")).isEqualTo("東湖市民意見辦公室");
    assertThat(settings.getProperty(OFFICE + "telephone")).isEqualTo("0000-8800-2000");
    assertThat(settings.getProperty("opinion-loop.contact.keys.key-1.public-key"))
        .isEqualTo("half");
    assertThat(settings.getProperty(OFFICE + "address.en"))
        .isNotEqualTo(settingsOf("reply-service", Map.of()).getProperty(OFFICE + "address.en"));
  }

  @Test
  void itsReportsTakeTheirNamesFromVariables() {
    assertThat(
            settingsOf("reporting-service", Map.of("OPINION_LOOP_OFFICE_ORGAN", "东湖市政府"))
                .getProperty("opinion-loop.reporting.office.organ"))
        .isEqualTo("东湖市政府");
  }

  @Test
  void variablesThatThePageNamesAreRead() throws IOException {
    StringBuilder read =
        new StringBuilder(
            Files.readString(Path.of("../../service-kit/src/main/resources/opinion-loop.yml")));
    for (Service.Which which : Service.Which.values()) {
      read.append(
          Files.readString(
              Path.of("../../" + which.title() + "/src/main/resources", which.title() + ".yml")));
    }

    assertThat(VARIABLE.matcher(Files.readString(README)).results().map(MatchResult::group))
        .isNotEmpty()
        .allSatisfy(variable -> assertThat(read).contains("${" + variable + ":"));
  }

  /** Read as a service reads them, from the files that are shipped and these variables. */
  private static StandardEnvironment settingsOf(String service, Map<String, Object> variables) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "given",
                Map.of(
                    "spring.application.name",
                    service,
                    "spring.config.name",
                    "opinion-loop," + service)));
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    return environment;
  }
}
