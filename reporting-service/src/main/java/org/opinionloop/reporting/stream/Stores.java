package org.opinionloop.reporting.stream;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.opinionloop.kit.streams.BoundedSerde;

/** The state stores, by name. */
public final class Stores {

  /** Opinion id to {@link Entry}. */
  public static final String CASES = "cases";

  /** The {@link CasesAtHand}. */
  static final String AT_HAND = "cases-at-hand";

  /** The {@link ChangesAtHand}. */
  static final String CHANGES_AT_HAND = "changes-at-hand";

  /** {@link WorkKey} to theme. */
  public static final String WORK = "work";

  /** Alarm and opinion id, to that id: who wants to be told the time, in its order. */
  static final String ALARMS = "alarms";

  /** Cell key to {@link CellState}. */
  public static final String CELLS = "cells";

  /** Channel, theme and unit to the tally of this partition's cells. */
  static final String TOTALS = "totals";

  /** Opinion id to {@link org.opinionloop.reporting.hot.Member}. */
  static final String MEMBERS = "issue-members";

  /** Issue to {@link org.opinionloop.reporting.hot.Issue}. */
  public static final String ISSUES = "issues";

  /** Issue and person to {@link org.opinionloop.reporting.hot.Part}. */
  static final String PARTS = "issue-parts";

  /** When to look again, and at which opinion or issue. */
  static final String CALENDAR = "issue-calendar";

  /** Rating id to the day of the rating. */
  static final String RATINGS = "ratings";

  /** Key of a cell to {@link RatedService}. */
  public static final String SERVICES = "services";

  /** Measure id to {@link org.opinionloop.reporting.measures.Measure}. */
  public static final String MEASURES = "measures";

  private Stores() {}

  /**
   * A store on disk, with a log from which it can be rebuilt, and a cache for what comes again. A
   * value that has grown too large for its log is a fault of the event that made it grow.
   */
  static <V> StoreBuilder<KeyValueStore<String, V>> builder(String name, Serde<V> values) {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
            org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name),
            Serdes.String(),
            new BoundedSerde<>(values))
        .withCachingEnabled();
  }

  /**
   * The same without a cache: for keys that are seldom written twice between two commits, as the
   * cache is a tree that has to be searched each time; and for keys that are walked, as each walk
   * would copy all that it holds between the two ends, however soon the walk stops.
   */
  static <V> StoreBuilder<KeyValueStore<String, V>> direct(String name, Serde<V> values) {
    return builder(name, values).withCachingDisabled();
  }

  /** In memory, without a log, and with room for one: for a table that is not to remember. */
  static KeyValueBytesStoreSupplier forgetful(String name) {
    return org.apache.kafka.streams.state.Stores.lruMap(name, 1);
  }
}
