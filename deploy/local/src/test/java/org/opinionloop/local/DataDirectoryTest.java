package org.opinionloop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir Path parent;

  @Test
  void isMadeWhereThereIsNone() throws IOException {
    Path path = parent.resolve("a/b");

    DataDirectory.open(path, false).close();

    assertThat(path).isDirectory();
  }

  @Test
  void keepsWhatAnEarlierRunLeft() throws IOException {
    Path letter = leave("data/outbox/letter.eml");

    DataDirectory.open(parent.resolve("data"), false).close();

    assertThat(letter).exists();
  }

  @Test
  void deletesWhatAnEarlierRunLeftIfAskedForAFreshStartAndNothingElse() throws IOException {
    Path letter = leave("data/outbox/letter.eml");
    Path segment = leave("data/kafka/opinions.received-0/0.log");
    Path notOurs = Files.writeString(parent.resolve("data/notes.txt"), "mine");

    DataDirectory.open(parent.resolve("data"), true).close();

    assertThat(letter).doesNotExist();
    assertThat(segment).doesNotExist();
    assertThat(notOurs).exists();
  }

  @Test
  void leavesAForeignDirectoryAlone() throws IOException {
    Path log = parent.resolve("site/logs/access.log");
    Files.createDirectories(log.getParent());
    Files.writeString(log, "of somebody else");

    for (boolean fresh : new boolean[] {true, false}) {
      assertThatExceptionOfType(CannotStart.class)
          .isThrownBy(() -> DataDirectory.open(parent.resolve("site"), fresh))
          .withMessageContaining("left alone");
    }

    assertThat(log).hasContent("of somebody else");
    assertThat(parent.resolve("site")).isDirectoryNotContaining("glob:**.opinion-loop");
  }

  @Test
  void isHeldByOneRunOnly() throws IOException {
    Path path = parent.resolve("data");

    try (DataDirectory first = DataDirectory.open(path, false)) {
      assertThatExceptionOfType(CannotStart.class)
          .isThrownBy(() -> DataDirectory.open(first.path(), true))
          .withMessageContaining("in use by another run");
    }

    DataDirectory.open(path, false).close();
  }

  @Test
  void isNoFile() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));

    assertThatExceptionOfType(CannotStart.class)
        .isThrownBy(() -> DataDirectory.open(file, false))
        .withMessageContaining("is a file");
  }

  /** A file of ours in a directory that carries the mark. */
  private Path leave(String name) throws IOException {
    DataDirectory.open(parent.resolve("data"), false).close();
    Path file = parent.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "left");
  }
}
