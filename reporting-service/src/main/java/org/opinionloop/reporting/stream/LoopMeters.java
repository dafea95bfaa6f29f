package org.opinionloop.reporting.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.reporting.cells.Tally;

/**
 * The figures of the closed loop as gauges, for the partitions that this instance has; sums over
 * instances are the figures of the office.
 *
 * <ul>
 *   <li>{@code loop.opinions}, tag {@code state} (open, settled, not_accepted, merged);
 *   <li>{@code loop.received}, {@code loop.answered} ...: each {@link LoopCount}, tags {@code
 *       channel} and {@code theme};
 *   <li>{@code loop.unit.open}, {@code loop.unit.due}, {@code loop.unit.overdue}, tag {@code unit}:
 *       who owes answers, and who is late;
 *   <li>{@code loop.imbalance}: by how much the equations of the closed loop fail; anything but 0
 *       is a bug and worth an alert.
 * </ul>
 *
 * Channels, themes and units are configuration, but a foreign producer may write what it likes:
 * beyond {@value #PAIRS} pairs, and {@value #UNITS} units, the tags say {@code other}.
 */
final class LoopMeters {

  private static final int PAIRS = 256;
  private static final int UNITS = 64;
  private static final Pair OTHER = new Pair("other", "other");
  private static final LoopCount[] STATES = {
    LoopCount.OPEN, LoopCount.SETTLED, LoopCount.NOT_ACCEPTED, LoopCount.MERGED
  };

  private static final LoopCount[] BY_UNIT = {LoopCount.OPEN, LoopCount.DUE, LoopCount.OVERDUE};

  private record Pair(String channel, String theme) {}

  private final MeterRegistry registry;
  private final Map<Pair, Sum> sums = new ConcurrentHashMap<>();
  private final Map<String, Sum> units = new ConcurrentHashMap<>();

  LoopMeters(MeterRegistry registry) {
    this.registry = registry;
    for (LoopCount state : STATES) {
      Gauge.builder("loop.opinions", this, meters -> meters.total(state))
          .description("Opinions by where they stand in the loop")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    Gauge.builder("loop.imbalance", this, LoopMeters::imbalance)
        .description("By how much the equations of the closed loop fail; always 0")
        .register(registry);
  }

  /** What one partition adds to the meters, until it is closed. */
  Share share() {
    return new Share();
  }

  private double total(LoopCount count) {
    return sums.values().stream().mapToLong(sum -> sum.tally().count(count)).sum();
  }

  private double imbalance() {
    return sums.values().stream().mapToLong(sum -> sum.tally().imbalance()).sum();
  }

  private Sum sum(Pair pair) {
    Sum known = sums.get(pair);
    if (known != null) {
      return known;
    }
    Pair shown = sums.size() < PAIRS ? pair : OTHER;
    return sums.computeIfAbsent(
        shown,
        first ->
            registered(
                "loop.",
                Tags.of("channel", first.channel(), "theme", first.theme()),
                LoopCount.values()));
  }

  private Sum unit(String unit) {
    Sum known = units.get(unit);
    if (known != null) {
      return known;
    }
    String shown = units.size() < UNITS ? unit : OTHER.theme();
    return units.computeIfAbsent(
        shown, first -> registered("loop.unit.", Tags.of("unit", first), BY_UNIT));
  }

  private Sum registered(String prefix, Tags tags, LoopCount... counts) {
    Sum sum = new Sum();
    for (LoopCount count : counts) {
      Gauge.builder(
              prefix + count.name().toLowerCase(Locale.ROOT).replace('_', '.'),
              sum,
              each -> each.tally().count(count))
          .description("Opinions counted as " + count.code())
          .tags(tags)
          .register(registry);
    }
    return sum;
  }

  /** One writer a partition, scrapes from anywhere. */
  private static final class Sum {

    private Tally tally = Tally.ZERO;

    synchronized void add(Tally more) {
      tally = tally.plus(more);
    }

    synchronized Tally tally() {
      return tally;
    }
  }

  /** One partition's part; used by its thread only. */
  final class Share {

    private final Map<Sum, Tally> added = new java.util.HashMap<>();

    void add(String channel, String theme, String unit, Tally counts) {
      add(sum(new Pair(channel, theme)), counts);
      add(unit(unit), counts);
    }

    private void add(Sum sum, Tally counts) {
      sum.add(counts);
      added.merge(sum, counts, Tally::plus);
    }

    void close() {
      added.forEach((sum, tally) -> sum.add(tally.negated()));
      added.clear();
    }
  }
}
