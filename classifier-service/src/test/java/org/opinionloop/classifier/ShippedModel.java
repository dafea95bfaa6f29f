package org.opinionloop.classifier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.opinionloop.classifier.model.Model;
import org.opinionloop.classifier.model.ModelFile;

/** The model that ships, read once for all tests. */
public final class ShippedModel {

  private static final Model MODEL = read();

  private ShippedModel() {}

  public static Model get() {
    return MODEL;
  }

  private static Model read() {
    try (InputStream in = ShippedModel.class.getResourceAsStream("/model/opinion-loop.bin")) {
      return ModelFile.read(in, "opinion-loop.bin");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
