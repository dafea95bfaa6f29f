package org.opinionloop.local;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {

  @TempDir Path parent;

  @Test
  void explainsItself() throws IOException {
    try (RunningLoop loop = RunningLoop.start("--help")) {
      assertThat(loop.awaitExit()).isZero();
      assertThat(loop.output()).isEqualTo(Options.HELP + "\n");
    }
  }

  @Test
  void answersAnUnknownOptionWithOneSentence() throws IOException {
    try (RunningLoop loop = RunningLoop.start("--dmeo")) {
      assertThat(loop.awaitExit()).isOne();
      assertThat(loop.output()).isEqualTo("unknown option --dmeo; --help shows what there is\n");
    }
  }

  @Test
  void doesNotTouchAForeignDirectoryHoweverFreshAStartIsWanted() throws IOException {
    Path letter = parent.resolve("somebodys/outbox/letter.eml");
    Files.createDirectories(letter.getParent());
    Files.writeString(letter, "dear");

    try (RunningLoop loop =
        RunningLoop.start(parent.resolve("somebodys"), RunningLoop.freePorts(), "--fresh")) {
      assertThat(loop.awaitExit()).isOne();
      // Whichever test is the first after a build also hears what is done once.
      assertThat(loop.output().lines().filter(line -> !line.startsWith("preparing quick starts")))
          .singleElement(as(STRING))
          .contains("they are left alone");
    }

    assertThat(letter).hasContent("dear");
  }

  @Test
  void saysThatNoKafkaAnswersWhereItWasToldToLook() throws IOException {
    Ports ports = RunningLoop.freePorts();
    try (RunningLoop loop =
        RunningLoop.start(parent.resolve("data"), ports, "--kafka=127.0.0.1:" + ports.kafka())) {
      assertThat(loop.awaitExit()).isOne();
      assertThat(loop.output()).contains("no Kafka answers at 127.0.0.1:" + ports.kafka());
    }
  }
}
