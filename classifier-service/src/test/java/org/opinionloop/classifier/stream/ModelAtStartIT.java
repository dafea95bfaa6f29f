package org.opinionloop.classifier.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.opinionloop.classifier.ClassifierApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A wrong or damaged model file stops the start, and one sentence says why. */
@ExtendWith(OutputCaptureExtension.class)
class ModelAtStartIT {

  @TempDir private Path folder;

  @Test
  void isRefusedWhenAByteOfItWasChanged(CapturedOutput output) throws IOException {
    byte[] bytes = shipped();
    bytes[bytes.length / 2] ^= 1;

    start(Files.write(folder.resolve("damaged.bin"), bytes));

    assertOneSentence(output, "damaged.bin]: damaged (expected: the checksum it was written with)");
  }

  @Test
  void isRefusedWhenItIsCutOff(CapturedOutput output) throws IOException {
    byte[] bytes = shipped();

    start(Files.write(folder.resolve("short.bin"), Arrays.copyOf(bytes, bytes.length / 2)));

    assertOneSentence(output, "short.bin]: damaged (expected: the checksum it was written with)");
  }

  @Test
  void isRefusedWhenItIsSomethingElse(CapturedOutput output) throws IOException {
    start(Files.writeString(folder.resolve("letter.txt"), "To whom it may concern"));

    assertOneSentence(
        output, "letter.txt]: no classifier model (expected: a file made by the train command)");
  }

  @Test
  void isRefusedWhenItIsNotThere(CapturedOutput output) {
    start(folder.resolve("absent.bin"));

    assertOneSentence(output, "absent.bin] (expected: a readable file made by the train command)");
  }

  private static void start(Path model) {
    assertThatThrownBy(
            () ->
                ClassifierApplication.builder()
                    .run("--server.port=0", "--opinion-loop.classifier.model=" + model.toUri()))
        .isInstanceOf(Exception.class);
  }

  private static void assertOneSentence(CapturedOutput output, String end) {
    assertThat(output.getAll().lines().filter(line -> line.contains("cannot start: ")))
        .singleElement()
        .asString()
        .contains("cannot start: opinion-loop.classifier.model: ")
        .endsWith(end);
    assertThat(output.getAll()).doesNotContain("\tat org.");
  }

  private static byte[] shipped() throws IOException {
    try (InputStream in = ModelAtStartIT.class.getResourceAsStream("/model/opinion-loop.bin")) {
      return in.readAllBytes();
    }
  }
}
