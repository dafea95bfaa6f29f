package org.opinionloop.contracts;

import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

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
   * @throws MalformedEventException if they are absent, are no JSON, or are not of the type's shape
   */
  public T decode(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length == 0) {
      throw new MalformedEventException(type.getSimpleName() + ": no bytes");
    }
    try {
      T value = reader.readValue(bytes);
      if (value == null) {
        throw new MalformedEventException(type.getSimpleName() + ": null (expected: an object)");
      }
      return value;
    } catch (StreamReadException notJson) {
      throw new MalformedEventException(
          type.getSimpleName() + ": no JSON at byte " + notJson.getLocation().getByteOffset());
    } catch (DatabindException misfit) {
      throw new MalformedEventException(type.getSimpleName() + ": " + explain(misfit));
    } catch (JacksonException broken) {
      throw new MalformedEventException(type.getSimpleName() + ": unreadable JSON");
    }
  }

  /** The Java type of the values. */
  public Class<T> type() {
    return type;
  }

  private static String explain(DatabindException misfit) {
    for (Throwable cause = misfit; cause != null; cause = cause.getCause()) {
      if (cause instanceof MissingFieldException) {
        return String.valueOf(cause.getMessage());
      }
    }
    String path =
        misfit.getPath().stream()
            .map(
                step ->
                    step.getPropertyName() == null
                        ? "[" + step.getIndex() + "]"
                        : step.getPropertyName())
            .collect(Collectors.joining("."));
    return (path.isEmpty() ? "value" : path) + ": not of the expected shape";
  }

  private static JsonMapper mapper() {
    SimpleModule instants = new SimpleModule().addSerializer(new MillisecondsSerializer());
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(32).maxNameLength(256).build())
            .build();
    return JsonMapper.builder(factory)
        .addModule(instants)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
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
}
