package org.opinionloop.reporting.query;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.state.HostInfo;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.contracts.CaseStatus;
import org.opinionloop.contracts.LoopMetrics.Cell;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.reporting.cases.CaseReading;
import org.opinionloop.reporting.cases.Policy;
import org.opinionloop.reporting.cells.Grouping;
import org.opinionloop.reporting.hot.HotTopic;
import org.opinionloop.reporting.measures.MeasureQuery;
import org.opinionloop.reporting.services.ServiceSums;
import org.opinionloop.reporting.stream.LoopStreams;
import org.opinionloop.reporting.stream.WorkKey;

/** What this instance alone knows. Reads from disk: never call it on an event loop. */
final class LocalAnswers {

  static final Comparator<CaseState> BY_POSITION =
      Comparator.comparing(state -> WorkKey.of(state).position());

  private final LoopStreams streams;
  private final Policy policy;
  private final PeerSettings settings;

  LocalAnswers(LoopStreams streams, Policy policy, PeerSettings settings) {
    this.streams = streams;
    this.policy = policy;
    this.settings = settings;
  }

  Optional<CaseState> opinion(OpinionId id) {
    return streams
        .entry(id.value())
        .flatMap(entry -> CaseReading.of(entry.facts(), policy).state(id));
  }

  /**
   * The same for those who take this instance to have the opinion.
   *
   * @throws LoopStreams.NotReady if it has gone to another one
   */
  Optional<CaseState> owned(OpinionId id) {
    Optional<HostInfo> self = settings.self();
    if (self.isPresent() && !self.get().equals(streams.owner(id.value()))) {
      throw new LoopStreams.NotReady("the partition has moved");
    }
    return opinion(id);
  }

  /**
   * The next cases in order, one more than the limit if there are more. Of every partition, unit
   * and state the first so many are read from the index, and only those that remain are looked up.
   */
  List<CaseState> work(WorkQuery query) {
    TreeMap<String, String> first = new TreeMap<>();
    for (int partition : streams.opinions()) {
      for (String unit : units(query, partition)) {
        for (CaseStatus status : query.states()) {
          for (boolean overdue : new boolean[] {true, false}) {
            if (query.overdue() == null || query.overdue() == overdue) {
              work(query, partition, WorkKey.prefix(unit, status, overdue), first);
            }
          }
        }
      }
    }
    return first.values().stream()
        .map(OpinionId::new)
        .flatMap(id -> opinion(id).stream())
        .sorted(BY_POSITION)
        .toList();
  }

  private List<String> units(WorkQuery query, int partition) {
    return query.unit().equals(WorkQuery.EVERY_UNIT)
        ? streams.unitsAtWork(partition)
        : List.of(query.unit());
  }

  private void work(WorkQuery query, int partition, String prefix, TreeMap<String, String> first) {
    int most = query.limit() + 1;
    streams.work(
        partition,
        query.after() == null ? prefix : prefix + query.after() + '!',
        prefix + '~',
        (key, theme) -> {
          String position = WorkKey.position(key);
          if (first.size() == most && position.compareTo(first.lastKey()) > 0) {
            return false;
          }
          if (query.theme() == null || query.theme().equals(theme)) {
            first.put(position, WorkKey.id(key));
          }
          if (first.size() > most) {
            first.pollLastEntry();
          }
          return true;
        });
  }

  /** The hottest of this instance's issues, hottest first. */
  List<HotTopic> hotTopics(HotQuery query) {
    return streams.hotTopics(query.from(), query.to(), query.limit());
  }

  /** Sums of this instance's ratings of services. */
  List<ServiceSums.Row> services(ServiceSums.Selection selection) {
    ServiceSums sums = new ServiceSums();
    streams
        .services(selection.from().toString(), selection.to() + "~")
        .forEach(each -> sums.add(selection, each.cell(), each.levels()));
    return sums.rows();
  }

  /** This instance's measures. */
  MeasureQuery.Found measures(MeasureQuery query) {
    return query.of(
        streams.measures().stream()
            .flatMap(measure -> measure.view(policy.time()).stream())
            .toList());
  }

  /** Sums of this instance's cells. */
  List<Grouping.Row> sums(Selection selection) {
    Grouping grouping = new Grouping(selection.by());
    streams.cells(
        selection.from().toString(),
        selection.to() + "~",
        state -> {
          Cell cell = state.cell();
          if (cell != null && selection.takes(cell)) {
            grouping.add(cell, state.tally());
          }
        });
    return grouping.rows();
  }
}
