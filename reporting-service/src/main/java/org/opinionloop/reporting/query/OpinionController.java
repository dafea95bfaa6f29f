package org.opinionloop.reporting.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.contracts.CaseStatus;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** How one opinion is getting on, for whoever holds its number. No key: the number is the key. */
@RestController
class OpinionController {

  /**
   * What the person is told; names in the language they ask for. Of an opinion that is handled with
   * an earlier one, who answers, by when and whether is what holds for that one.
   *
   * @param mergedInto the earlier one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OpinionView(
      OpinionId opinionId,
      CaseStatus state,
      @Nullable String theme,
      @Nullable String themeName,
      @Nullable String unit,
      @Nullable String unitName,
      Instant receivedAt,
      @Nullable LocalDate answerBy,
      @Nullable Instant answeredAt,
      boolean overdue,
      @Nullable String issue,
      @Nullable OpinionId mergedInto,
      List<CaseState.Step> history) {}

  private final Office office;
  private final Taxonomy taxonomy;

  OpinionController(Office office, Taxonomy taxonomy) {
    this.office = office;
    this.taxonomy = taxonomy;
  }

  @GetMapping("/v1/opinions/{id}")
  Mono<OpinionView> opinion(@PathVariable String id, ServerWebExchange exchange) {
    String language = language(exchange.getLocaleContext().getLocale());
    return Mono.fromCallable(() -> OpinionId.parse(id))
        .onErrorMap(
            IllegalArgumentException.class,
            invalid -> unknown("this is no opinion number; is every character right?"))
        .flatMap(office::opinion)
        .switchIfEmpty(
            Mono.error(() -> unknown("no opinion of this number; a new one shows within seconds")))
        .flatMap(state -> handling(state).map(handled -> view(state, handled, language)));
  }

  /** The case in which this one is answered: the earlier one that it repeats, or itself. */
  private Mono<CaseState> handling(CaseState state) {
    return state.mergedInto() == null
        ? Mono.just(state)
        : office.opinion(state.mergedInto()).defaultIfEmpty(state);
  }

  private OpinionView view(CaseState state, CaseState handled, String language) {
    return new OpinionView(
        state.opinionId(),
        state.status(),
        state.theme(),
        state.theme() == null
            ? null
            : taxonomy.theme(state.theme()).map(each -> each.names().in(language)).orElse(null),
        handled.unit(),
        handled.unit() == null
            ? null
            : taxonomy.unit(handled.unit()).map(each -> each.names().in(language)).orElse(null),
        state.receivedAt(),
        handled.answerBy(),
        handled.answeredAt(),
        handled.overdue(),
        state.issue(),
        state.mergedInto(),
        state.history());
  }

  /** The taxonomy's languages by what a browser asks for. */
  static String language(@Nullable Locale locale) {
    if (locale == null) {
      return "zh-Hans";
    }
    return switch (locale.getLanguage()) {
      case "zh", "yue" -> isTraditional(locale) ? "zh-Hant" : "zh-Hans";
      default -> locale.getLanguage();
    };
  }

  /** As letters choose: by the script, and by the region or Cantonese only where none is named. */
  private static boolean isTraditional(Locale chinese) {
    return switch (chinese.getScript()) {
      case "Hant" -> true;
      case "Hans" -> false;
      default ->
          switch (chinese.getCountry()) {
            case "TW", "HK", "MO" -> true;
            default -> chinese.getLanguage().equals("yue") && chinese.getCountry().isEmpty();
          };
    };
  }

  private static ProblemException unknown(String detail) {
    return new ProblemException(
        Problem.of(HttpStatus.NOT_FOUND, "unknown-opinion", "No such opinion").detail(detail));
  }
}
