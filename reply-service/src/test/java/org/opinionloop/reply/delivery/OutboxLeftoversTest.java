package org.opinionloop.reply.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxLeftoversTest {

  private static final Instant NOW = Instant.parse("2026-01-07T02:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path folder;

  @Test
  void deletesWhatWasLeftHalfWrittenMoreThanAnHourAgo() throws IOException {
    Path old = file(".a.acknowledgement.1.7f3a.part", HOUR.plusSeconds(1));
    Path older = file(".b.answer.1.c0de.part", Duration.ofDays(9));

    leftovers(folder).delete();

    assertThat(old).doesNotExist();
    assertThat(older).doesNotExist();
  }

  @Test
  void leavesWhatAnotherInstanceMayBeWritingAndWhatIsNoLeftover() throws IOException {
    Path young = file(".a.acknowledgement.1.7f3a.part", HOUR);
    Path letter = file("a.acknowledgement.1.eml", Duration.ofDays(9));
    Path hidden = file(".a.acknowledgement.1.eml", Duration.ofDays(9));
    Path foreign = file("download.part", Duration.ofDays(9));

    leftovers(folder).delete();

    assertThat(folder.toFile().listFiles())
        .containsExactlyInAnyOrder(
            young.toFile(), letter.toFile(), hidden.toFile(), foreign.toFile());
  }

  @Test
  void deletesTheOthersWhereOneCannotBeDeleted() throws IOException {
    for (char each = 'a'; each <= 'j'; each++) {
      file("." + each + ".1.part", Duration.ofDays(9));
    }
    Path stuck = Files.createDirectory(folder.resolve(".e.2.part"));
    Files.createFile(stuck.resolve("in-the-way"));
    Files.setLastModifiedTime(stuck, FileTime.from(NOW.minus(Duration.ofDays(9))));

    leftovers(folder).delete();

    assertThat(folder.toFile().listFiles()).containsExactly(stuck.toFile());
  }

  @Test
  void goesOnWhereThereIsNoFolder() throws IOException {
    Path inTheWay = file("file", Duration.ZERO);

    leftovers(folder.resolve("none-yet")).delete();
    leftovers(inTheWay).delete();

    assertThat(folder.resolve("none-yet")).doesNotExist();
    assertThat(inTheWay).exists();
  }

  @Test
  void looksAtTheStart() throws IOException {
    Path old = file(".a.acknowledgement.1.7f3a.part", Duration.ofDays(9));

    try (OutboxLeftovers leftovers = leftovers(folder)) {
      leftovers.start();

      await().until(() -> Files.notExists(old));
    }
  }

  private Path file(String name, Duration age) throws IOException {
    Path file = Files.createFile(folder.resolve(name));
    return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
  }

  private static OutboxLeftovers leftovers(Path folder) {
    return new OutboxLeftovers(folder, Clock.fixed(NOW, ZoneOffset.UTC));
  }
}
