package org.opinionloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {

  @TempDir Path parent;

  /** The first start after a build also says that it prepares for the next ones. */
  @BeforeAll
  static void isNotTheFirstStart() throws IOException {
    try (RunningLoop loop = RunningLoop.start("--no-such-option")) {
      loop.awaitExit();
    }
  }

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
      assertThat(loop.output()).contains("they are left alone").hasLineCount(1);
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
