package org.opinionloop.kit.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that nobody else on the machine is to read, where it can tell users apart. */
public final class OwnerOnly {

  private static final FileAttribute<?>[] ATTRIBUTES =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
          ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
          }
          : new FileAttribute<?>[0];

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
}
