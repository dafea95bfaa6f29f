package org.opinionloop.kit.taxonomy;

import java.io.InputStream;
import java.io.OutputStream;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads and writes a taxonomy as YAML of the shape of {@code taxonomy.yml}. */
public final class TaxonomyFile {

  private TaxonomyFile() {}

  /**
   * The taxonomy in this file.
   *
   * @throws IllegalArgumentException with the place and the expectation, if it is none
   */
  public static Taxonomy read(InputStream yaml, String name) {
    try {
      return new YAMLMapper().readValue(yaml, Taxonomy.class);
    } catch (DatabindException misfit) {
      throw new IllegalArgumentException(
          "taxonomy " + name + ": " + misfit.getOriginalMessage(), misfit);
    } catch (JacksonException broken) {
      throw new IllegalArgumentException("taxonomy " + name + ": no YAML", broken);
    }
  }

  /** Writes a taxonomy so that it can be read again. */
  public static void write(Taxonomy taxonomy, OutputStream out) {
    new YAMLMapper().writeValue(out, taxonomy);
  }
}
