package org.opinionloop.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CompilersTest {

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "the bench reads each thread's time from /proc")
  void countTheTimeOfThreadsThatCompile(@TempDir Path directory) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command =
        List.of(
            java.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-Xcomp",
            "org.opinionloop.bench.speed.Idle");
    try (Jvm jvm = Jvm.start("idle", directory.resolve("log"), command)) {
      jvm.awaitLine("ready");

      assertThat(jvm.compiling()).isBetween(Duration.ofMillis(10), jvm.cpu());
      assertThat(new Compilers(List.of(jvm), Duration.ZERO).rest()).as("not waited for").isTrue();
      Compilers compilers = new Compilers(List.of(jvm), Duration.ofMinutes(1));
      jvm.await(compilers::rest);
    }
  }
}
