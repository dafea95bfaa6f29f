package org.opinionloop.classifier.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.kit.taxonomy.TaxonomyFile;

/** The taxonomy of {@code --taxonomy}, or the one that ships. */
final class TaxonomyOption {

  private TaxonomyOption() {}

  static Taxonomy read(Options options) throws IOException {
    String file = options.get("taxonomy", "");
    if (file.isEmpty()) {
      try (InputStream yaml = TaxonomyFile.class.getResourceAsStream("/taxonomy.yml")) {
        if (yaml == null) {
          throw new UsageException("taxonomy.yml: not on the class path");
        }
        return TaxonomyFile.read(yaml, "taxonomy.yml");
      }
    }
    if (!Files.isReadable(Path.of(file))) {
      throw new UsageException("--taxonomy: " + file + " cannot be read (expected: a file)");
    }
    try (InputStream yaml = Files.newInputStream(Path.of(file))) {
      return TaxonomyFile.read(yaml, file);
    } catch (IllegalArgumentException misfit) {
      throw new UsageException(String.valueOf(misfit.getMessage()));
    }
  }
}
