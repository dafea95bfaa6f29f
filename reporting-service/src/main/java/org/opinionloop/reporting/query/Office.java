package org.opinionloop.reporting.query;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.HostInfo;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.reporting.cells.Grouping;
import org.opinionloop.reporting.hot.HotTopic;
import org.opinionloop.reporting.measures.MeasureQuery;
import org.opinionloop.reporting.services.ServiceSums;
import org.opinionloop.reporting.stream.LoopStreams;
import org.opinionloop.reporting.stream.LoopStreams.Whole;
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
            ? here(() -> local.opinion(id)).flatMap(found -> Mono.justOrEmpty(found.answer()))
            : blocking(() -> streams.owner(id.value()))
                .flatMap(
                    owner ->
                        isSelf(owner)
                            ? here(() -> local.owned(id))
                                .flatMap(found -> Mono.justOrEmpty(found.answer()))
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

  /** Together the parts are everything once: each of just what the others take it to have. */
  private <T> Mono<List<T>> everybody(
      String store, Supplier<T> here, Function<HostInfo, Mono<Whole<T>>> there) {
    if (self.isEmpty()) {
      return here(here).map(whole -> List.of(whole.answer()));
    }
    return blocking(() -> streams.holders(store))
        .flatMap(
            holders ->
                Flux.fromIterable(holders.entrySet())
                    .flatMap(
                        holder ->
                            (isSelf(holder.getKey()) ? here(here) : there.apply(holder.getKey()))
                                .map(whole -> part(holder.getValue(), whole)))
                    .collectList());
  }

  private static <T> T part(Set<String> expected, Whole<T> whole) {
    if (!whole.partitions().equals(expected)) {
      throw new LoopStreams.NotReady("partitions have moved");
    }
    return whole.answer();
  }

  private <T> Mono<Whole<T>> here(Supplier<T> reading) {
    return blocking(() -> streams.whole(reading));
  }

  private boolean isSelf(HostInfo host) {
    return self.isPresent() && self.get().equals(host);
  }

  private static <T> Mono<T> blocking(Callable<T> reading) {
    return Mono.fromCallable(reading).subscribeOn(Schedulers.boundedElastic());
  }
}
