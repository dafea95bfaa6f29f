package org.opinionloop.reporting.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.MeasureState;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.kit.security.Allowed;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import org.opinionloop.reporting.measures.MeasureQuery;
import org.opinionloop.reporting.measures.MeasureView;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Measures by unit, state, theme and whether they are overdue, and by the days on which they were
 * promised, kept or dropped; the earliest due date first. They are promises to the public, so every
 * officer and analyst sees all.
 */
@RestController
class MeasureController {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MOST = 500;

  /**
   * A page.
   *
   * @param total how many there are on all pages
   * @param next the parameter {@code cursor} of the next page; absent on the last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<MeasureView> measures, long total, @Nullable String next) {}

  private final Office office;
  private final WorkingTime time;
  private final Clock clock;

  MeasureController(Office office, WorkingTime time, Clock clock) {
    this.office = office;
    this.time = time;
    this.clock = clock;
  }

  @GetMapping("/v1/measures")
  Mono<Page> measures(
      @Allowed({Role.OFFICER, Role.ANALYST}) Caller caller,
      @RequestParam MultiValueMap<String, String> given) {
    Parameters parameters = new Parameters(given);
    List<MeasureState> states =
        parameters.known("state", MeasureController::state, Arrays.toString(MeasureState.values()));
    LocalDate today = time.dayOf(clock.instant());
    MeasureQuery query =
        new MeasureQuery(
            parameters.text("unit"),
            parameters.text("theme"),
            states.isEmpty() ? Set.of() : EnumSet.copyOf(states),
            parameters.flag("overdue"),
            parameters.day("promisedFrom"),
            parameters.day("promisedTo"),
            parameters.day("endedFrom"),
            parameters.day("endedTo"),
            today,
            Cursor.read(parameters, "\\d{4}-\\d{2}-\\d{2}\\|[0-9A-Z-]{1,60}"),
            parameters.number("limit", DEFAULT_LIMIT, 1, MOST));
    parameters.check();
    return office.measures(query).map(found -> page(found, query.limit()));
  }

  private static Page page(MeasureQuery.Found found, int limit) {
    if (found.page().size() <= limit) {
      return new Page(found.page(), found.total(), null);
    }
    List<MeasureView> page = found.page().subList(0, limit);
    return new Page(page, found.total(), Cursor.of(MeasureQuery.position(page.get(limit - 1))));
  }

  private static Optional<MeasureState> state(String code) {
    String name = code.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(MeasureState.values())
        .filter(each -> each.name().equals(name))
        .findFirst();
  }
}
