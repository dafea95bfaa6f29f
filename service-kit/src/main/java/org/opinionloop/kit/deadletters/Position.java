package org.opinionloop.kit.deadletters;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a dead letter lies, which is also what it is called: {@code opinions.received.dlt/3/17}.
 * Ordered as they are listed: by topic, partition and offset.
 */
record Position(String topic, int partition, long offset) implements Comparable<Position> {

  private static final Pattern FORM =
      Pattern.compile("([a-z.-]{1,200}\\.dlt)/(\\d{1,6})/(\\d{1,18})");
  private static final Comparator<Position> ORDER =
      Comparator.comparing(Position::topic)
          .thenComparing(Position::partition)
          .thenComparing(Position::offset);

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Position parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "dead letter: unreadable (expected: <topic>.dlt/<partition>/<offset>)");
    }
    return new Position(
        parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3)));
  }

  TopicPartition topicPartition() {
    return new TopicPartition(topic, partition);
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  @Override
  @JsonValue
  public String toString() {
    return topic + '/' + partition + '/' + offset;
  }
}
