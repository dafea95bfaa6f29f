package org.opinionloop.contracts;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.LogicalType;

/**
 * Turns one type of record into UTF-8 JSON and back: unknown fields are ignored, absent ones are
 * null, instants are UTC with milliseconds. Thread-safe; make one a type and keep it.
 *
 * @param <T> a record of this package
 */
public final class JsonCodec<T> {

  private static final JsonMapper MAPPER = mapper();

  private final Class<T> type;
  private final ObjectReader reader;
  private final ObjectWriter writer;

  private JsonCodec(Class<T> type) {
    this.type = type;
    this.reader = MAPPER.readerFor(type);
    this.writer = MAPPER.writerFor(type);
  }

  /** The codec of this type. */
  public static <T> JsonCodec<T> of(Class<T> type) {
    return new JsonCodec<>(type);
  }

  /** The value as JSON in UTF-8. */
  public byte[] encode(T value) {
    return writer.writeValueAsBytes(value);
  }

  /**
   * The value in these bytes.
   *
   * @throws MalformedEventException if they are absent, too many for an {@link Event}, no JSON, or
   *     not of the type's shape
   */
  public T decode(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length == 0) {
      throw new MalformedEventException(type.getSimpleName() + ": no bytes");
    }
    if (bytes.length > Event.LARGEST && Event.class.isAssignableFrom(type)) {
      throw new MalformedEventException(
          type.getSimpleName()
              + ": "
              + bytes.length
              + " bytes (expected: at most "
              + Event.LARGEST
              + ")");
    }
    try {
      T value = reader.readValue(bytes);
      if (value == null) {
        throw new MalformedEventException(type.getSimpleName() + ": null (expected: an object)");
      }
      return value;
    } catch (DatabindException | InputCoercionException misfit) {
      throw new MalformedEventException(type.getSimpleName() + ": " + explain(misfit));
    } catch (StreamReadException notJson) {
      throw new MalformedEventException(
          type.getSimpleName() + ": no JSON at byte " + notJson.getLocation().getByteOffset());
    } catch (JacksonException beyondLimits) {
      throw new MalformedEventException(
          type.getSimpleName() + ": too deep, or a name or number too long");
    }
  }

  /**
   * The value in these bytes, which stand under this key.
   *
   * @throws MalformedEventException also if it is an event under another key than its subject's: no
   *     service takes that for one
   */
  public T decode(@Nullable String key, byte @Nullable [] bytes) {
    T value = decode(bytes);
    if (value instanceof Happening event && !event.recordKey().equals(key)) {
      throw new MalformedEventException(type.getSimpleName() + ": the key is not the subject");
    }
    return value;
  }

  private static String explain(JacksonException misfit) {
    for (Throwable cause = misfit; cause != null; cause = cause.getCause()) {
      if (cause instanceof FieldException) {
        return String.valueOf(cause.getMessage());
      }
    }
    String path = misfit.getPath().stream().map(JsonCodec::name).collect(Collectors.joining("."));
    return (path.isEmpty() ? "value" : path) + ": not of the expected shape";
  }

  /** The keys of a map are the writer's words, too. */
  private static String name(JacksonException.Reference step) {
    if (step.from() instanceof Map) {
      return "*";
    }
    return step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName();
  }

  private static JsonMapper mapper() {
    SimpleModule times =
        new SimpleModule()
            .addSerializer(new MillisecondsSerializer())
            .addDeserializer(Instant.class, new IsoDeserializer<>(Instant.class, Instants::parse))
            .addDeserializer(
                LocalDate.class, new IsoDeserializer<>(LocalDate.class, LocalDate::parse))
            .addDeserializer(String.class, new TextDeserializer())
            .addKeyDeserializer(String.class, new KeyTextDeserializer());
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    // Of names of our own the longest are labels, of up to three bytes a character.
                    .maxNameLength(1024)
                    .build())
            .build();
    return JsonMapper.builder(factory)
        .addModule(times)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        // No guessing: a number is no text, a text no number, and an enum's ordinal is nobody's
        // business.
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .withCoercionConfig(
            LogicalType.Textual,
            textual ->
                textual
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
        // The same value is the same bytes, always: in the order of the record, maps by key.
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .changeDefaultPropertyInclusion(
            inclusion ->
                inclusion.withValueInclusion(
                    com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
        .build();
  }

  /** {@code 2026-01-05T08:30:00.000Z}: always three digits, so that text order is time order. */
  private static final class MillisecondsSerializer extends StdSerializer<Instant> {

    MillisecondsSerializer() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
      generator.writeString(Instants.format(value));
    }
  }

  /**
   * Text that can be written again: JSON may say half a character ({@code \\ud800}), which UTF-8
   * cannot.
   */
  private static final class TextDeserializer extends StringDeserializer {

    @Override
    public String deserialize(JsonParser json, DeserializationContext context) {
      return whole(super.deserialize(json, context));
    }
  }

  private static final class KeyTextDeserializer extends KeyDeserializer {

    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      return whole(key);
    }
  }

  private static String whole(String text) {
    for (int i = 0; text != null && i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          throw new FieldException("text", "half a character", "whole ones");
        }
        i++;
      }
    }
    return text;
  }

  /** A time as text in ISO 8601; numbers, whatever they count, are none. */
  private static final class IsoDeserializer<T> extends StdDeserializer<T> {

    private final transient Function<String, T> parser;

    IsoDeserializer(Class<T> type, Function<String, T> parser) {
      super(type);
      this.parser = parser;
    }

    @Override
    @SuppressWarnings("unchecked")
    public T deserialize(JsonParser json, DeserializationContext context) {
      if (!json.hasToken(JsonToken.VALUE_STRING)) {
        return (T) context.handleUnexpectedToken(getValueType(context), json);
      }
      try {
        return parser.apply(json.getString());
      } catch (DateTimeException noTime) {
        return context.reportInputMismatch(this, "no time");
      }
    }
  }
}
