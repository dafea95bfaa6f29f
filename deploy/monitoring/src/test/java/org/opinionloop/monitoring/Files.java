package org.opinionloop.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files of this module, as they are shipped. */
final class Files {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final JsonMapper JSON = new JsonMapper();

  private Files() {}

  /** A file's text, by its path within the module. */
  static String text(String path) {
    try {
      return java.nio.file.Files.readString(Path.of(path));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static JsonNode yaml(String path) {
    return YAML.readTree(text(path));
  }

  static JsonNode json(String path) {
    return JSON.readTree(text(path));
  }

  /** The files of a folder with this ending, as paths within the module, in order. */
  static List<String> in(String folder, String ending) {
    try (Stream<Path> files = java.nio.file.Files.list(Path.of(folder))) {
      return files.map(Path::toString).filter(name -> name.endsWith(ending)).sorted().toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
