package org.opinionloop.reply.letter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every wording the office has: a template for each form of letter in each language, and the words
 * they share. Complete and checked, or not there at all. Immutable.
 */
public final class Stationery {

  private final Map<Form, Map<Language, Template>> templates = new EnumMap<>(Form.class);
  private final Map<Language, Words> words = new EnumMap<>(Language.class);

  private Stationery(@Nullable Path directory) {
    for (Language language : Language.values()) {
      Source shared = read(directory, "words." + language.tag() + ".txt");
      words.put(language, Words.parse(shared.text(), language, shared.where()));
      for (Form form : Form.values()) {
        Source source = read(directory, form.code() + "." + language.tag() + ".txt");
        templates
            .computeIfAbsent(form, first -> new EnumMap<>(Language.class))
            .put(language, Template.parse(source.text(), form, source.where()));
      }
    }
  }

  /** The wording that comes with this jar. */
  public static Stationery bundled() {
    return new Stationery(null);
  }

  /**
   * The files of this directory, and what comes with this jar for those that are not there. File
   * names are as in {@code letters/} of this jar: {@code answer.zh-Hant.txt}, {@code words.en.txt}.
   *
   * @throws IllegalArgumentException naming file, line and expectation, if one is not as it should
   *     be, or the directory is none
   */
  public static Stationery in(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "letters directory: " + directory + " (expected: a directory)");
    }
    return new Stationery(directory);
  }

  /** The text, addressed to a person by name rather than to any citizen. */
  public String addressed(String body, String language, String name) {
    Words words = words(Language.nearest(language));
    String anybody = words.salutation() + "\n";
    String clean = Plain.line(name);
    return clean.isEmpty() || !body.startsWith(anybody)
        ? body
        : words.salutation(clean) + "\n" + body.substring(anybody.length());
  }

  Words words(Language language) {
    return present(words.get(language));
  }

  Template template(Form form, Language language) {
    return present(present(templates.get(form)).get(language));
  }

  private record Source(String text, String where) {}

  private static Source read(@Nullable Path directory, String name) {
    Path own = directory == null ? null : directory.resolve(name);
    try {
      if (own != null && Files.exists(own)) {
        return new Source(decode(Files.readAllBytes(own), own.toString()), own.toString());
      }
      String where = "letters/" + name;
      try (InputStream bundled = Stationery.class.getResourceAsStream("/" + where)) {
        if (bundled == null) {
          throw new IllegalStateException("not in this jar: " + where);
        }
        return new Source(decode(bundled.readAllBytes(), where), where);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("letters: " + name + " cannot be read", unreadable);
    }
  }

  private static String decode(byte[] bytes, String where) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException notUtf8) {
      throw new IllegalArgumentException(where + ": no UTF-8 (expected: text in UTF-8)", notUtf8);
    }
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a form of letter or a language without its wording");
    }
    return value;
  }
}
