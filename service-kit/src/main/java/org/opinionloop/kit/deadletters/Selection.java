package org.opinionloop.kit.deadletters;

import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant; what is absent does not restrict.
 *
 * @param first the first one meant
 * @param last the last one meant; in the partition of the first one if both are there
 * @param parked whether parked ones are meant, too
 */
record Selection(
    @Nullable String topic,
    @Nullable String reason,
    FiledLetter.@Nullable State state,
    @Nullable Position first,
    @Nullable Position last,
    boolean parked) {

  static Selection one(Position id, boolean parked) {
    return new Selection(id.topic(), null, null, id, id, parked);
  }

  /** Whether anything in this partition can be meant. */
  boolean reaches(String partitionTopic, int partition) {
    return (topic == null || topic.equals(partitionTopic))
        && (first == null
            || new Position(partitionTopic, partition, Long.MAX_VALUE).compareTo(first) >= 0)
        && (last == null || new Position(partitionTopic, partition, 0).compareTo(last) <= 0);
  }

  boolean holds(FiledLetter letter) {
    return (reason == null || reason.equals(letter.reason()))
        && (state == null || state == letter.state())
        && (first == null || letter.id().compareTo(first) >= 0)
        && (last == null || letter.id().compareTo(last) <= 0);
  }
}
