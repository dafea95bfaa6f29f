package org.opinionloop.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of one cell; topic {@link Topics#METRICS}, key {@link Cell#key()}. Each record
 * replaces the one before it; a tombstone says that nothing is left in the cell, because all its
 * opinions moved to other cells. Cells add up: over any set of them, sums of {@code counts} and of
 * {@code durations} are the figures of the set.
 *
 * @param counts all of {@link LoopCount}; one that a newer version counts is ignored
 * @param durations {@link #ACKNOWLEDGE} and {@link #ANSWER}, in working minutes
 * @param revision grows by one with every change of the cell
 * @param updatedAt when the latest change was counted
 */
public record LoopMetrics(
    Cell cell,
    Map<LoopCount, Long> counts,
    Map<String, DurationHistogram> durations,
    long revision,
    Instant updatedAt) {

  /** From received to the first letter issued, by system time. */
  public static final String ACKNOWLEDGE = "acknowledge";

  /** From received to the first answer, by business time. */
  public static final String ANSWER = "answer";

  /**
   * Where a case is counted, each in exactly one.
   *
   * @param date the day it was received, in the office's time zone
   * @param theme {@link #UNCLASSIFIED} until classified, and so field, kind and unit
   * @param district {@link #NONE} if the opinion names none
   */
  public record Cell(
      LocalDate date,
      String channel,
      String theme,
      String field,
      String kind,
      String unit,
      String district) {

    /** Stands for labels that are not known yet. */
    public static final String UNCLASSIFIED = "UNCLASSIFIED";

    /** Stands for a district that is not known. */
    public static final String NONE = "-";

    /** Checks that all are there. */
    public Cell {
      Texts.required("cell.date", date);
      Texts.required("cell.channel", channel);
      Texts.required("cell.theme", theme);
      Texts.required("cell.field", field);
      Texts.required("cell.kind", kind);
      Texts.required("cell.unit", unit);
      Texts.required("cell.district", district);
    }

    /**
     * The parts in their order, joined by {@code |}, with {@code |} and {@code %} in a part written
     * as {@code %7C} and {@code %25}; so keys sort by day, and no two cells have the same.
     */
    public String key() {
      return date
          + "|"
          + escaped(channel)
          + '|'
          + escaped(theme)
          + '|'
          + escaped(field)
          + '|'
          + escaped(kind)
          + '|'
          + escaped(unit)
          + '|'
          + escaped(district);
    }

    private static String escaped(String part) {
      return part.indexOf('|') < 0 && part.indexOf('%') < 0
          ? part
          : part.replace("%", "%25").replace("|", "%7C");
    }
  }

  /** Completes the counts with zeros, and copies the maps. */
  public LoopMetrics {
    Texts.required("cell", cell);
    Texts.required("counts", counts);
    updatedAt = Texts.millis("updatedAt", updatedAt);
    EnumMap<LoopCount, Long> complete = new EnumMap<>(LoopCount.class);
    for (LoopCount count : LoopCount.values()) {
      complete.put(count, counts.getOrDefault(count, 0L));
    }
    counts = Collections.unmodifiableMap(complete);
    durations =
        durations == null
            ? Map.of()
            : Collections.unmodifiableMap(new TreeMap<String, DurationHistogram>(durations));
  }

  @JsonCreator
  static LoopMetrics read(
      @JsonProperty("cell") Cell cell,
      @JsonProperty("counts") Map<String, Long> counts,
      @JsonProperty("durations") Map<String, DurationHistogram> durations,
      @JsonProperty("revision") long revision,
      @JsonProperty("updatedAt") Instant updatedAt) {
    Map<LoopCount, Long> known = new EnumMap<>(LoopCount.class);
    Texts.required("counts", counts)
        .forEach(
            (code, n) ->
                LoopCount.find(code)
                    .filter(count -> n != null)
                    .ifPresent(count -> known.put(count, n)));
    return new LoopMetrics(cell, known, durations, revision, updatedAt);
  }
}
