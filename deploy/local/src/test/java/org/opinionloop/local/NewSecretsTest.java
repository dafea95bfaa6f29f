package org.opinionloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opinionloop.kit.security.Role;

/** What a new deployment begins with. */
class NewSecretsTest {

  private static final Path SCRIPT = Path.of("../compose/new-secrets");

  @ParameterizedTest
  @EnumSource(Role.class)
  void haveAKeyForEachRoleThatTheServicesKnow(Role role) throws IOException {
    assertThat(Files.readAllLines(SCRIPT))
        .filteredOn(line -> line.startsWith("key " + role.name().toLowerCase(Locale.ROOT) + " "))
        .hasSize(1);
  }
}
