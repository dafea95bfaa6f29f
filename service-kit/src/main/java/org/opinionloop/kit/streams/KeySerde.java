package org.opinionloop.kit.streams;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.NullUnmarked;

/**
 * Keys as strings, one character a byte. An opinion id is the same in it as in UTF-8, and a foreign
 * record's key, whatever it is, comes out again as it went in.
 */
@NullUnmarked
public final class KeySerde implements Serde<String> {

  @Override
  public Serializer<String> serializer() {
    return (topic, key) -> key == null ? null : key.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public Deserializer<String> deserializer() {
    return (topic, bytes) -> bytes == null ? null : new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
