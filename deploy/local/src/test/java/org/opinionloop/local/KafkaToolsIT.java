package org.opinionloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/local/kafka}, as the runbook has it called: out of a build that is there. */
class KafkaToolsIT {

  @TempDir Path directory;

  @Test
  void runsToolsOfKafka() throws Exception {
    assertThat(says("topics", "--version")).matches("(?s)\\d+\\.\\d+\\.\\d+.*");
  }

  @Test
  void runsOurOwnToo() throws Exception {
    assertThat(says("repartition"))
        .startsWith("repartition FROM-HOST:PORT TO-HOST:PORT PARTITIONS");
  }

  @Test
  void securesOurOwnAsTheServicesAre() throws Exception {
    assertThat(says("repartition", "127.0.0.1:1", "127.0.0.1:2", "6"))
        .startsWith("not moved: Invalid value NONE_SUCH for configuration security.protocol");
  }

  private String says(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("bash", Path.of("kafka").toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    Path said = directory.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("SPRING_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "NONE_SUCH");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(said);
  }
}
