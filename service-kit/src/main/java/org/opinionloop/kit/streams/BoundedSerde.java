package org.opinionloop.kit.streams;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.NullUnmarked;

/**
 * Values of a store of no more bytes than its log takes as one record. One that has grown beyond
 * them is a fault of the event that made it grow, which is dead-lettered; the log would end the
 * thread instead, and again whenever the event is read again.
 */
@NullUnmarked
public final class BoundedSerde<T> implements Serde<T> {

  /** Kafka's own limits are a little over a million, for the record with its key. */
  static final int MOST_BYTES = 900_000;

  private final Serde<T> values;

  /** Bounds what this one writes. */
  public BoundedSerde(Serde<T> values) {
    this.values = values;
  }

  /** Throws {@link IllegalStateException} if there is too much to write. */
  @Override
  public Serializer<T> serializer() {
    Serializer<T> writer = values.serializer();
    return (topic, value) -> {
      byte[] bytes = writer.serialize(topic, value);
      if (bytes != null && bytes.length > MOST_BYTES) {
        throw new IllegalStateException(
            "value of " + bytes.length + " bytes (expected: at most " + MOST_BYTES + ")");
      }
      return bytes;
    };
  }

  @Override
  public Deserializer<T> deserializer() {
    return values.deserializer();
  }
}
