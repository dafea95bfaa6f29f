package org.opinionloop.reporting.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.contracts.CaseStatus;
import org.opinionloop.kit.problem.Problem;
import org.opinionloop.kit.problem.ProblemException;
import org.opinionloop.kit.security.Allowed;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import org.opinionloop.reporting.stream.WorkKey;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * The work list: cases by unit and state, the most urgent promise first. An officer sees their own
 * unit's, an analyst everybody's. A page's cursor is the place of its last case, so cases that come
 * or go between two pages neither repeat nor hide others.
 */
@RestController
class CaseController {

  static final int DEFAULT_LIMIT = 50;
  static final int MOST = 500;

  /**
   * A page.
   *
   * @param next the parameter {@code cursor} of the next page; absent on the last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<CaseState> cases, @Nullable String next) {}

  private final Office office;

  CaseController(Office office) {
    this.office = office;
  }

  @GetMapping("/v1/cases")
  Mono<Page> cases(
      @Allowed({Role.OFFICER, Role.ANALYST}) Caller caller,
      @RequestParam MultiValueMap<String, String> given) {
    Parameters parameters = new Parameters(given);
    List<CaseStatus> states =
        parameters.known("state", CaseController::status, Arrays.toString(CaseStatus.values()));
    WorkQuery query =
        new WorkQuery(
            unit(caller, parameters.text("unit")),
            states.isEmpty() ? Set.of(CaseStatus.values()) : EnumSet.copyOf(states),
            parameters.flag("overdue"),
            parameters.text("theme"),
            Cursor.read(parameters, "\\d{4}-[0-9TZ:.-]{19}\\|[0-9A-Z-]{21}"),
            parameters.number("limit", DEFAULT_LIMIT, 1, MOST));
    parameters.check();
    return office.work(query).map(found -> page(found, query.limit()));
  }

  private static Page page(List<CaseState> found, int limit) {
    if (found.size() <= limit) {
      return new Page(found, null);
    }
    List<CaseState> page = found.subList(0, limit);
    String position = WorkKey.of(page.get(limit - 1)).position();
    return new Page(page, Cursor.of(position));
  }

  private static String unit(Caller caller, @Nullable String asked) {
    if (caller.role() == Role.ANALYST) {
      return asked == null ? WorkQuery.EVERY_UNIT : asked;
    }
    String unit = asked == null ? caller.unit() : asked;
    if (!caller.answersFor(unit)) {
      throw new ProblemException(
          Problem.of(HttpStatus.FORBIDDEN, "forbidden", "This key may not do that")
              .detail("expected: a key of that unit"));
    }
    return unit;
  }

  private static Optional<CaseStatus> status(String code) {
    String name = code.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(CaseStatus.values()).filter(each -> each.name().equals(name)).findFirst();
  }
}
