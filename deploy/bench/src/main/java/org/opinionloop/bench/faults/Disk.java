package org.opinionloop.bench.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opinionloop.bench.loop.JavaProcess;
import org.opinionloop.bench.loop.Shell;

/**
 * A disk of its own for the broker, so that it can be full. With the right to mount, that is a
 * small file system in memory (tmpfs), which a file of zeros fills to the last byte. Without, it is
 * a directory like any other, and the broker is forbidden to make files longer (RLIMIT_FSIZE):
 * every append then fails as on a full disk, though with another error number.
 */
final class Disk implements AutoCloseable {

  /** The filler grows by so many bytes at a time. */
  private static final int PIECE = 1 << 20;

  private final Path directory;
  private final Path filler;
  private final boolean mounted;

  private Disk(Path directory, boolean mounted) {
    this.directory = directory;
    this.filler = directory.resolve("filler");
    this.mounted = mounted;
  }

  /** Makes one of this size at this place. */
  static Disk make(Path directory, int megabytes) throws IOException {
    Files.createDirectories(directory);
    try {
      Shell.run(
          "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", directory.toString());
      return new Disk(directory, true);
    } catch (IOException notAllowed) {
      return new Disk(directory, false);
    }
  }

  /** What it is, in a few words. */
  String description() {
    return mounted ? "a tmpfs that is filled" : "a limit on the length of the broker's files";
  }

  /** Nothing more can be written by this process. */
  void fill(JavaProcess broker) throws IOException {
    if (!mounted) {
      Shell.run("prlimit", "--pid", Long.toString(broker.pid()), "--fsize=1:unlimited");
      return;
    }
    FileStore store = Files.getFileStore(directory);
    try (OutputStream out = Files.newOutputStream(filler)) {
      fill(out, store::getUsableSpace);
    }
  }

  /** How many bytes can be written. */
  @FunctionalInterface
  interface Room {
    long bytes() throws IOException;
  }

  /**
   * Writes zeros until there is no room for them.
   *
   * @throws IOException if they cannot be written though there is; the broker may have freed a page
   *     or two since, which makes no room for a piece
   */
  static void fill(OutputStream out, Room room) throws IOException {
    byte[] zeros = new byte[PIECE];
    try {
      while (true) {
        out.write(zeros);
      }
    } catch (IOException full) {
      if (room.bytes() >= PIECE) {
        throw full;
      }
    }
  }

  /** It has room again; a process that was forbidden to write has to be another one. */
  void free() throws IOException {
    Files.deleteIfExists(filler);
  }

  /** How much is on it, in megabytes; 0 if that cannot be known. */
  long used() throws IOException {
    if (!mounted) {
      return 0;
    }
    var store = Files.getFileStore(directory);
    return (store.getTotalSpace() - store.getUnallocatedSpace()) >> 20;
  }

  /** Copies what is on it, as it goes with it. */
  void keep(Path copy) throws IOException {
    if (mounted) {
      Shell.run("cp", "-r", directory.toString(), copy.toString());
    }
  }

  @Override
  public void close() throws IOException {
    if (mounted) {
      // Lazily: the last writer may still be on its way out.
      Shell.run("umount", "-l", directory.toString());
    }
  }
}
