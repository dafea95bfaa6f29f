package org.opinionloop.reporting.query;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.kit.security.Allowed;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import org.opinionloop.reporting.cells.Rates.Rate;
import org.opinionloop.reporting.cells.Rates.Weights;
import org.opinionloop.reporting.services.Levels;
import org.opinionloop.reporting.services.ServiceDimension;
import org.opinionloop.reporting.services.ServiceSums;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * The ratings of services given in some days, told apart by some {@link ServiceDimension}s and kept
 * to some values of them. The days are as at {@link MetricsController}.
 */
@RestController
class ServiceRatingController {

  /**
   * How many were given.
   *
   * @param satisfied levels 4 and 5
   * @param fairlySatisfied level 3
   * @param dissatisfied levels 1 and 2
   */
  record Counts(long rated, long satisfied, long fairlySatisfied, long dissatisfied) {

    static Counts of(Levels levels) {
      return new Counts(levels.rated(), levels.count(4, 5), levels.count(3, 3), levels.count(1, 2));
    }
  }

  /** Figures and what they are of; the dimensions stand beside the counts. */
  record Row(
      @JsonAnyGetter Map<String, String> dimensions,
      Counts counts,
      Map<Integer, Long> levels,
      Map<String, Rate> rates) {}

  /** The answer. */
  record View(LocalDate from, LocalDate to, List<String> by, List<Row> rows, Row total) {}

  private final Office office;
  private final Weights weights;
  private final WorkingTime time;
  private final Clock clock;

  ServiceRatingController(Office office, Weights weights, WorkingTime time, Clock clock) {
    this.office = office;
    this.weights = weights;
    this.time = time;
    this.clock = clock;
  }

  @GetMapping("/v1/service-ratings")
  Mono<View> ratings(
      @Allowed({Role.ANALYST, Role.OFFICER}) Caller caller,
      @RequestParam MultiValueMap<String, String> given) {
    Parameters parameters = new Parameters(given);
    Parameters.Days days = parameters.days(parameters.period(), time.dayOf(clock.instant()));
    List<ServiceDimension> by =
        parameters
            .known(
                "by",
                ServiceDimension::find,
                "any of "
                    + Arrays.stream(ServiceDimension.values()).map(ServiceDimension::code).toList())
            .stream()
            .distinct()
            .toList();
    Map<ServiceDimension, Set<String>> where = new EnumMap<>(ServiceDimension.class);
    for (ServiceDimension dimension : ServiceDimension.values()) {
      List<String> values = parameters.list(dimension.code());
      if (!values.isEmpty()) {
        where.put(dimension, Set.copyOf(values));
      }
    }
    parameters.check();
    ServiceSums.Selection selection = new ServiceSums.Selection(days.from(), days.to(), by, where);
    return office.services(selection).map(sums -> view(selection, sums));
  }

  private View view(ServiceSums.Selection selection, ServiceSums sums) {
    List<String> codes = selection.by().stream().map(ServiceDimension::code).toList();
    return new View(
        selection.from(),
        selection.to(),
        codes,
        codes.isEmpty()
            ? List.of()
            : sums.rows().stream().map(row -> row(codes, row.values(), row.levels())).toList(),
        row(List.of(), List.of(), sums.total()));
  }

  private Row row(List<String> codes, List<String> values, Levels levels) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    for (int i = 0; i < codes.size(); i++) {
      dimensions.put(codes.get(i), values.get(i));
    }
    return new Row(
        dimensions,
        Counts.of(levels),
        levels.counts(),
        Map.of("satisfactionRate", levels.satisfaction(weights.fairlySatisfied())));
  }
}
