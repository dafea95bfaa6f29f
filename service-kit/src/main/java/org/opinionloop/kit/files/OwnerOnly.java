package org.opinionloop.kit.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that nobody else on the machine is to read, where it can tell users apart. */
public final class OwnerOnly {

  private static final FileAttribute<?>[] ATTRIBUTES =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
          ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
          }
          : new FileAttribute<?>[0];

  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private OwnerOnly() {}

  /**
   * Makes it, empty.
   *
   * @return the same path
   * @throws java.nio.file.FileAlreadyExistsException if there is such a file
   */
  public static Path create(Path file) throws IOException {
    return Files.createFile(file, ATTRIBUTES);
  }

  /**
   * Makes it, with this in it.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is such a file
   */
  public static void write(Path file, byte[] content) throws IOException {
    try (SeekableByteChannel opened = Files.newByteChannel(file, NEW, ATTRIBUTES)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        opened.write(left);
      }
    }
  }
}
