package org.opinionloop.intake.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opinionloop.intake.text.PlainText;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.problem.Violation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of one JSON object, read one by one. What does not fit is noted and read as absent;
 * {@link #check} reports all of it at once. Fields that nobody asks for are ignored, {@code null}
 * is the same as absent. Not thread-safe.
 */
public final class Fields {

  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private final ObjectNode object;
  private final String prefix;
  private final List<Violation> violations;

  private Fields(ObjectNode object, String prefix, List<Violation> violations) {
    this.object = object;
    this.prefix = prefix;
    this.violations = violations;
  }

  /** The fields of this object. */
  public static Fields of(ObjectNode object) {
    return new Fields(object, "", new ArrayList<>());
  }

  /** Whether the field is there and not null. */
  public boolean has(String name) {
    return node(name) != null;
  }

  /** A text of one line, cleaned; absent if nothing is left of it. */
  public @Nullable String line(String name, int maxLength) {
    return text(name, maxLength, PlainText::line);
  }

  /** A text of several lines, cleaned; absent if nothing is left of it. */
  public @Nullable String lines(String name, int maxLength) {
    return text(name, maxLength, PlainText::lines);
  }

  /** The same, noted if absent; then and if it does not fit, the result is empty. */
  public String requiredLines(String name, int maxLength) {
    int before = violations.size();
    String text = lines(name, maxLength);
    if (text == null && violations.size() == before) {
      refuse(name, limit(maxLength));
    }
    return text == null ? "" : text;
  }

  /** A string as it is, without the white space around it; absent if empty. */
  public @Nullable String string(String name) {
    JsonNode node = node(name);
    if (node == null) {
      return null;
    }
    if (!node.isString()) {
      refuse(name, shape(node), "a string");
      return null;
    }
    String text = node.stringValue().strip();
    return text.isEmpty() ? null : text;
  }

  /** True or false. */
  public @Nullable Boolean bool(String name) {
    JsonNode node = node(name);
    if (node == null) {
      return null;
    }
    if (!node.isBoolean()) {
      refuse(name, shape(node), "true or false");
      return null;
    }
    return node.booleanValue();
  }

  /** A whole number in a range; noted if absent, and then {@code min}. */
  public int requiredInteger(String name, int min, int max) {
    JsonNode node = node(name);
    if (node != null && node.isIntegralNumber() && node.canConvertToInt()) {
      int value = node.intValue();
      if (value >= min && value <= max) {
        return value;
      }
    }
    refuse(name, "a whole number, " + min + " to " + max);
    return min;
  }

  /**
   * A string that stands for something; noted if it stands for nothing.
   *
   * @param expected what could stand there, for people
   */
  public <T> @Nullable T known(String name, Function<String, Optional<T>> lookup, String expected) {
    String text = string(name);
    if (text == null) {
      return null;
    }
    Optional<T> found = lookup.apply(text);
    if (found.isEmpty()) {
      refuse(name, expected);
    }
    return found.orElse(null);
  }

  /** The same, noted if absent; then and if it does not fit, the result is {@code instead}. */
  public <T> T requiredKnown(
      String name, Function<String, Optional<T>> lookup, String expected, T instead) {
    int before = violations.size();
    T found = known(name, lookup, expected);
    if (found == null && violations.size() == before) {
      refuse(name, expected);
    }
    return found == null ? instead : found;
  }

  /** One of an enumeration's names, in any case. */
  public <E extends Enum<E>> @Nullable E code(String name, Class<E> type) {
    return known(name, text -> constant(type, text), oneOf(type));
  }

  /** The same, noted if absent; then and if it does not fit, the result is {@code instead}. */
  public <E extends Enum<E>> E requiredCode(String name, Class<E> type, E instead) {
    return requiredKnown(name, text -> constant(type, text), oneOf(type), instead);
  }

  /**
   * A moment: ISO 8601 with an offset, or without one and then in the office's time zone; a blank
   * may stand for the {@code T}.
   */
  public @Nullable Instant instant(String name, ZoneId office) {
    return known(
        name,
        text -> instantOf(text.replace(' ', 'T'), office),
        "a date and time, as 2026-03-05T08:30:00+08:00");
  }

  /** A list of texts of one line each, cleaned; blank ones are left out. */
  public List<String> list(String name, int maxEntries, int maxLength) {
    JsonNode node = node(name);
    String expected = "at most " + maxEntries + " strings of at most " + maxLength + " characters";
    if (node == null) {
      return List.of();
    }
    if (!node.isArray() || node.size() > maxEntries) {
      refuse(name, shape(node), expected);
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode entry : node.values()) {
      String text = entry.isString() ? PlainText.line(entry.stringValue()) : "";
      if (!entry.isString() || PlainText.length(text) > maxLength) {
        refuse(name + "[" + texts.size() + "]", shape(entry), expected);
        return List.of();
      }
      texts.add(text);
    }
    return texts.stream().filter(text -> !text.isEmpty()).toList();
  }

  /** The fields of an object inside; their violations are noted here. */
  public @Nullable Fields object(String name) {
    JsonNode node = node(name);
    if (node == null) {
      return null;
    }
    if (node instanceof ObjectNode inner) {
      return new Fields(inner, prefix + name + ".", violations);
    }
    refuse(name, shape(node), "an object");
    return null;
  }

  /** Notes that a field does not fit; by the shape of what is there. */
  public void refuse(String name, String expected) {
    JsonNode node = node(name);
    refuse(name, node == null ? "absent" : shape(node), expected);
  }

  /** Notes that a field does not fit. */
  public void refuse(String name, String found, String expected) {
    violations.add(new Violation(prefix + name, found, expected));
  }

  /** Whether nothing has been noted so far. */
  public boolean fit() {
    return violations.isEmpty();
  }

  /**
   * Ends the reading.
   *
   * @throws ProblemException 400 with everything that was noted, if anything was
   */
  public void check() {
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.validation(violations));
    }
  }

  /** What a value looks like from afar, without saying what it is. */
  static String shape(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> shape(node.stringValue());
      case NUMBER -> node.isIntegralNumber() ? "whole number" : "number";
      case BOOLEAN -> "boolean";
      case ARRAY -> "array of " + node.size();
      case OBJECT -> "object";
      case NULL -> "null";
      case MISSING -> "nothing";
      default -> "something else";
    };
  }

  private static String shape(String text) {
    return text.isBlank()
        ? "blank string"
        : String.format(Locale.ROOT, "string of %,d characters", PlainText.length(text));
  }

  private @Nullable String text(String name, int maxLength, UnaryOperator<String> clean) {
    JsonNode node = node(name);
    if (node == null) {
      return null;
    }
    if (!node.isString()) {
      refuse(name, shape(node), "a string");
      return null;
    }
    String text = clean.apply(node.stringValue());
    if (PlainText.length(text) > maxLength) {
      refuse(name, shape(text), limit(maxLength));
      return null;
    }
    return text.isEmpty() ? null : text;
  }

  private static String limit(int maxLength) {
    return String.format(Locale.ROOT, "1 to %,d characters", maxLength);
  }

  private static Optional<Instant> instantOf(String text, ZoneId office) {
    try {
      TemporalAccessor parsed =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text, OffsetDateTime::from, LocalDateTime::from);
      Instant instant =
          parsed instanceof LocalDateTime local
              ? local.atZone(office).toInstant()
              : Instant.from(parsed);
      return Optional.of(instant).filter(EARLIEST::isBefore).filter(LATEST::isAfter);
    } catch (DateTimeException noMoment) { // its message would repeat the value
      return Optional.empty();
    }
  }

  private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equalsIgnoreCase(text))
        .findFirst();
  }

  private static <E extends Enum<E>> String oneOf(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", ", "one of ", ""));
  }

  private @Nullable JsonNode node(String name) {
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? null : node;
  }
}
