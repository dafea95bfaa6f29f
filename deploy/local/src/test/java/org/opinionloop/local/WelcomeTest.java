package org.opinionloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WelcomeTest {

  private static final String LETTER = "尊敬的市民：\n您的意见已经受理。\n".repeat(9);

  @TempDir Path parent;

  @Test
  void saysWhatIsWhereAndWhatToTryFirst() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Options options = Options.parse(new String[] {"--ports=1001,1002,1003,1004,1005"}, parent);

    try (DataDirectory data = DataDirectory.open(parent.resolve("data"), false)) {
      Welcome.print(
          options,
          data,
          "127.0.0.1:1005",
          new Console(new PrintStream(out, true, StandardCharsets.UTF_8)));

      assertThat(out.toString(StandardCharsets.UTF_8))
          .contains("http://127.0.0.1:1001", "http://127.0.0.1:1002", "http://127.0.0.1:1003")
          .contains("curl -s http://127.0.0.1:1001/v1/opinions -H 'Authorization: Bearer")
          .contains("http://127.0.0.1:1004/v1/opinions/OPINION-ID")
          .contains(data.outbox() + "/OPINION-ID.acknowledgement.1.eml");
      assertThat(read(out.toString(StandardCharsets.UTF_8), data)).isEqualTo(LETTER);
    }
  }

  /** What the command that reads a letter makes of one as it lies in the outbox. */
  private static String read(String welcome, DataDirectory data)
      throws IOException, InterruptedException {
    Files.createDirectories(data.outbox());
    byte[] body = LETTER.getBytes(StandardCharsets.UTF_8);
    Files.writeString(
        data.outbox().resolve("OPINION-ID.acknowledgement.1.eml"),
        "Content-Transfer-Encoding: base64\r\n\r\n"
            + Base64.getMimeEncoder().encodeToString(body)
            + "\r\n");
    String command =
        welcome.lines().filter(line -> line.contains("| base64")).findFirst().orElseThrow();
    Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    String letter = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return letter;
  }
}
