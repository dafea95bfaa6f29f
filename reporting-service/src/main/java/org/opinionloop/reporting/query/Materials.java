package org.opinionloop.reporting.query;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.MeasureState;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.reporting.cells.Dimension;
import org.opinionloop.reporting.cells.Grouping;
import org.opinionloop.reporting.cells.Rates.Weights;
import org.opinionloop.reporting.hot.HotTopic;
import org.opinionloop.reporting.letter.Material;
import org.opinionloop.reporting.letter.Period;
import org.opinionloop.reporting.measures.MeasureQuery;
import org.opinionloop.reporting.services.ServiceDimension;
import org.opinionloop.reporting.services.ServiceSums;
import reactor.core.publisher.Mono;

/** Gathers what the letter of a period is made of, by the questions that its figures name. */
final class Materials {

  private static final int MOST_MEASURES = 500;

  private final Office office;
  private final OfficeSettings settings;
  private final Taxonomy taxonomy;
  private final Weights weights;
  private final WorkingTime time;
  private final Clock clock;

  Materials(
      Office office,
      OfficeSettings settings,
      Taxonomy taxonomy,
      Weights weights,
      WorkingTime time,
      Clock clock) {
    this.office = office;
    this.settings = settings;
    this.taxonomy = taxonomy;
    this.weights = weights;
    this.time = time;
    this.clock = clock;
  }

  /** In the office's time zone. */
  LocalDate today() {
    return time.dayOf(clock.instant());
  }

  Mono<Material> of(Period period) {
    LocalDate today = today();
    Dimension trend =
        switch (period.unit()) {
          case YEAR -> Dimension.MONTH;
          case HALF, QUARTER -> Dimension.WEEK;
          case MONTH, WEEK, DAY -> Dimension.DATE;
        };
    return Mono.zip(
            sums(period, Dimension.THEME),
            sums(period, Dimension.CHANNEL),
            sums(period, Dimension.UNIT),
            sums(period, trend),
            sums(period.before(), Dimension.THEME),
            sums(period.yearBefore(), Dimension.THEME),
            Mono.zip(services(period), promises(period, today), hotTopics(period)))
        .map(
            parts ->
                new Material(
                    period,
                    parts.getT1().total(),
                    parts.getT5().total(),
                    parts.getT6().total(),
                    parts.getT1().rows(),
                    parts.getT2().rows(),
                    parts.getT3().rows(),
                    parts.getT4().rows(),
                    trend.code(),
                    parts.getT7().getT1().rows(),
                    parts.getT7().getT2(),
                    taxonomy,
                    weights,
                    settings.office(),
                    parts.getT7().getT3(),
                    time.zone(),
                    today));
  }

  private Mono<Grouping> sums(Period period, Dimension by) {
    return office.sums(Selection.of(period.from(), period.to(), by));
  }

  private Mono<List<HotTopic>> hotTopics(Period period) {
    return office.hotTopics(
        HotQuery.of(period.from(), period.to(), Material.MOST_HOT, time.zone()));
  }

  private Mono<ServiceSums> services(Period period) {
    return office.services(
        new ServiceSums.Selection(
            period.from(), period.to(), List.of(ServiceDimension.SERVICE), Map.of()));
  }

  private Mono<Material.Promises> promises(Period period, LocalDate today) {
    return Mono.zip(
            measures(Set.of(), null, period.from(), period.to(), null, today),
            measures(Set.of(MeasureState.KEPT), null, null, null, period, today),
            measures(Set.of(), true, null, period.to(), null, today))
        .map(found -> new Material.Promises(found.getT1(), found.getT2(), found.getT3()));
  }

  private Mono<MeasureQuery.Found> measures(
      Set<MeasureState> states,
      @Nullable Boolean overdue,
      @Nullable LocalDate promisedFrom,
      @Nullable LocalDate promisedTo,
      @Nullable Period ended,
      LocalDate today) {
    return office.measures(
        new MeasureQuery(
            null,
            null,
            states,
            overdue,
            promisedFrom,
            promisedTo,
            ended == null ? null : ended.from(),
            ended == null ? null : ended.to(),
            today,
            null,
            MOST_MEASURES));
  }
}
