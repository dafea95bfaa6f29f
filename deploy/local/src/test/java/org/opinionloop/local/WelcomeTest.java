package org.opinionloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WelcomeTest {

  @TempDir Path parent;

  @Test
  void saysWhatIsWhereAndWhatToTryFirst() throws IOException {
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
    }
  }
}
