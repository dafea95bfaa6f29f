package org.opinionloop.reporting.query;

import java.util.List;
import org.apache.kafka.streams.state.HostInfo;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.reporting.cells.Grouping;
import org.opinionloop.reporting.hot.HotTopic;
import org.opinionloop.reporting.measures.MeasureQuery;
import org.opinionloop.reporting.services.ServiceSums;
import org.opinionloop.reporting.stream.LoopStreams;
import org.opinionloop.reporting.stream.LoopStreams.Whole;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Asks other instances, at {@link PeerController}. One that does not answer is not ready. */
final class Peers {

  static final String KEY_HEADER = "X-Peer-Key";

  private static final int LARGEST_ANSWER = 64 << 20;

  private final WebClient client;
  private final PeerSettings settings;

  Peers(PeerSettings settings) {
    this.settings = settings;
    this.client =
        WebClient.builder()
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_ANSWER))
            .defaultHeader(KEY_HEADER, settings.key())
            .build();
  }

  Mono<CaseState> opinion(HostInfo host, OpinionId id) {
    return asked(
        host,
        client
            .get()
            .uri(url(host, "/internal/opinions/" + id))
            .exchangeToMono(
                response ->
                    response.statusCode() == HttpStatus.NO_CONTENT
                        ? response.releaseBody().then(Mono.empty())
                        : response.statusCode().is2xxSuccessful()
                            ? response.bodyToMono(CaseState.class)
                            : response.createError()));
  }

  Mono<Whole<List<CaseState>>> work(HostInfo host, WorkQuery query) {
    return post(host, "/internal/work", query, new ParameterizedTypeReference<>() {});
  }

  Mono<Whole<List<Grouping.Row>>> sums(HostInfo host, Selection selection) {
    return post(host, "/internal/sums", selection, new ParameterizedTypeReference<>() {});
  }

  Mono<Whole<List<HotTopic>>> hotTopics(HostInfo host, HotQuery query) {
    return post(host, "/internal/hot-topics", query, new ParameterizedTypeReference<>() {});
  }

  Mono<Whole<List<ServiceSums.Row>>> services(HostInfo host, ServiceSums.Selection selection) {
    return post(host, "/internal/services", selection, new ParameterizedTypeReference<>() {});
  }

  Mono<Whole<MeasureQuery.Found>> measures(HostInfo host, MeasureQuery query) {
    return post(host, "/internal/measures", query, new ParameterizedTypeReference<>() {});
  }

  private <T> Mono<T> post(
      HostInfo host, String path, Object body, ParameterizedTypeReference<T> type) {
    return asked(
        host, client.post().uri(url(host, path)).bodyValue(body).retrieve().bodyToMono(type));
  }

  private <T> Mono<T> asked(HostInfo host, Mono<T> answer) {
    return answer
        .timeout(settings.timeout())
        .onErrorMap(
            fault ->
                new LoopStreams.NotReady(
                    "instance " + host.host() + ':' + host.port() + " does not answer"));
  }

  private static String url(HostInfo host, String path) {
    return "http://" + host.host() + ':' + host.port() + path;
  }
}
