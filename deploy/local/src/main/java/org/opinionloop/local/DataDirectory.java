package org.opinionloop.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which a run keeps everything, held by an operating-system lock: it goes with the
 * process, however that ends, so nothing is ever stale. The locked file is also the mark by which
 * the directory is known to be ours.
 */
final class DataDirectory implements AutoCloseable {

  private static final String MARK = ".opinion-loop";
  private static final List<String> OURS = List.of("kafka", "state", "outbox", "logs");

  private final Path path;
  private final FileChannel channel;

  private DataDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Opens it, and makes it if it is not there.
   *
   * @param fresh whether what earlier runs left in it is deleted first
   */
  static DataDirectory open(Path directory, boolean fresh) throws IOException {
    Path path = directory.toAbsolutePath().normalize();
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new CannotStart("data directory " + path + ": is a file");
    }
    boolean marked = Files.isRegularFile(path.resolve(MARK));
    if (!marked && holdsSomethingLikeOurs(path)) {
      throw new CannotStart(
          "data directory "
              + path
              + " holds files that no earlier run marked as its own; they are left alone,"
              + " choose another with --data-dir");
    }
    DataDirectory data = new DataDirectory(path, lock(path));
    if (fresh) {
      for (String each : OURS) {
        deleteAll(path.resolve(each));
      }
    }
    return data;
  }

  Path path() {
    return path;
  }

  Path kafka() {
    return path.resolve("kafka");
  }

  Path state() {
    return path.resolve("state");
  }

  Path outbox() {
    return path.resolve("outbox");
  }

  Path log() {
    return path.resolve("logs").resolve("local.log");
  }

  /** Lets another run have it. */
  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static boolean holdsSomethingLikeOurs(Path path) {
    return OURS.stream().anyMatch(each -> Files.exists(path.resolve(each)));
  }

  private static FileChannel lock(Path path) throws IOException {
    Files.createDirectories(path);
    FileChannel channel =
        FileChannel.open(path.resolve(MARK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException ours) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new CannotStart(
          "data directory "
              + path
              + " is in use by another run; stop that, or choose another"
              + " with --data-dir");
    }
    return channel;
  }

  private static void deleteAll(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed)
              throws IOException {
            if (failed != null) {
              throw failed;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
