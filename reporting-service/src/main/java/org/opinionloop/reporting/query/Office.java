package org.opinionloop.reporting.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.kafka.streams.state.HostInfo;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.reporting.cells.Grouping;
import org.opinionloop.reporting.hot.HotTopic;
import org.opinionloop.reporting.measures.MeasureQuery;
import org.opinionloop.reporting.services.ServiceSums;
import org.opinionloop.reporting.stream.LoopStreams;
import org.opinionloop.reporting.stream.Stores;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What the whole office knows: this instance asks the one that has the key, or adds up what each
 * has. An answer is complete or there is none, see {@link Settled}.
 */
final class Office {

  private final LoopStreams streams;
  private final LocalAnswers local;
  private final Peers peers;
  private final Optional<HostInfo> self;

  Office(LoopStreams streams, LocalAnswers local, Peers peers, PeerSettings settings) {
    this.streams = streams;
    this.local = local;
    this.peers = peers;
    this.self = settings.self();
  }

  /** The case of this opinion; empty if there is none. */
  Mono<CaseState> opinion(OpinionId id) {
    return Settled.answer(
        self.isEmpty()
            ? blocking(() -> local.opinion(id)).flatMap(Mono::justOrEmpty)
            : blocking(() -> streams.owner(id.value()))
                .flatMap(
                    owner ->
                        isSelf(owner)
                            ? blocking(() -> local.opinion(id)).flatMap(Mono::justOrEmpty)
                            : peers.opinion(owner, id)));
  }

  /** The next cases of the work list in order, one more than the limit if there are more. */
  Mono<List<CaseState>> work(WorkQuery query) {
    return Settled.answer(
        everybody(Stores.WORK, () -> local.work(query), host -> peers.work(host, query))
            .map(
                parts ->
                    parts.stream()
                        .flatMap(List::stream)
                        .sorted(LocalAnswers.BY_POSITION)
                        .limit(query.limit() + 1L)
                        .toList()));
  }

  /** The hottest issues, hottest first. */
  Mono<List<HotTopic>> hotTopics(HotQuery query) {
    return Settled.answer(
        everybody(Stores.ISSUES, () -> local.hotTopics(query), host -> peers.hotTopics(host, query))
            .map(
                parts ->
                    parts.stream()
                        .flatMap(List::stream)
                        .sorted(HotTopic.ORDER)
                        .limit(query.limit())
                        .toList()));
  }

  /** Sums of all cells. */
  Mono<Grouping> sums(Selection selection) {
    return Settled.answer(
        everybody(Stores.CELLS, () -> local.sums(selection), host -> peers.sums(host, selection))
            .map(
                parts -> {
                  Grouping whole = new Grouping(selection.by());
                  parts.forEach(part -> part.forEach(whole::add));
                  return whole;
                }));
  }

  /** Sums of all ratings of services. */
  Mono<ServiceSums> services(ServiceSums.Selection selection) {
    return Settled.answer(
        everybody(
                Stores.SERVICES,
                () -> local.services(selection),
                host -> peers.services(host, selection))
            .map(
                parts -> {
                  ServiceSums whole = new ServiceSums();
                  parts.forEach(part -> part.forEach(whole::add));
                  return whole;
                }));
  }

  /** The next measures in order, one more than the limit if there are more. */
  Mono<MeasureQuery.Found> measures(MeasureQuery query) {
    return Settled.answer(
        everybody(Stores.MEASURES, () -> local.measures(query), host -> peers.measures(host, query))
            .map(
                parts ->
                    new MeasureQuery.Found(
                        parts.stream().mapToLong(MeasureQuery.Found::total).sum(),
                        parts.stream()
                            .flatMap(part -> part.page().stream())
                            .sorted(MeasureQuery.ORDER)
                            .limit(query.limit() + 1L)
                            .toList())));
  }

  private <T> Mono<List<T>> everybody(
      String store, Callable<T> here, Function<HostInfo, Mono<T>> there) {
    if (self.isEmpty()) {
      return blocking(here).map(List::of);
    }
    return blocking(() -> streams.holders(store))
        .flatMap(
            hosts ->
                Flux.fromIterable(hosts)
                    .flatMap(host -> isSelf(host) ? blocking(here) : there.apply(host))
                    .collect(ArrayList<T>::new, ArrayList::add)
                    .map(parts -> (List<T>) parts));
  }

  private boolean isSelf(HostInfo host) {
    return self.isPresent() && self.get().equals(host);
  }

  private static <T> Mono<T> blocking(Callable<T> reading) {
    return Mono.fromCallable(reading).subscribeOn(Schedulers.boundedElastic());
  }
}
