package org.opinionloop.contracts;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.NullUnmarked;

/**
 * A codec as Kafka likes it, for state stores and for topics that only this house writes. A topic
 * that anybody may write is read as bytes and decoded by hand, so that a malformed record can be
 * dead-lettered.
 *
 * @param <T> a record of this package
 */
@NullUnmarked
public final class JsonSerde<T> implements Serde<T> {

  private final JsonCodec<T> codec;

  private JsonSerde(JsonCodec<T> codec) {
    this.codec = codec;
  }

  /** The Serde of this type; null (a tombstone) stays null. */
  public static <T> JsonSerde<T> of(Class<T> type) {
    return new JsonSerde<>(JsonCodec.of(type));
  }

  @Override
  public Serializer<T> serializer() {
    return (topic, value) -> value == null ? null : codec.encode(value);
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> bytes == null ? null : codec.decode(bytes);
  }
}
