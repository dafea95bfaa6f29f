package org.opinionloop.reporting.query;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.kit.security.Allowed;
import org.opinionloop.kit.security.Caller;
import org.opinionloop.kit.security.Role;
import org.opinionloop.reporting.hot.HotTopic;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What many people wrote about in some days, hottest first; see {@link HotTopic}. */
@RestController
class HotTopicController {

  static final int DEFAULT_LIMIT = 10;
  static final int MOST = 100;

  /**
   * The answer.
   *
   * @param from first day received, of the office's time zone
   * @param to last day, included
   */
  record View(LocalDate from, LocalDate to, List<HotTopic> topics) {}

  private final Office office;
  private final WorkingTime time;
  private final Clock clock;

  HotTopicController(Office office, WorkingTime time, Clock clock) {
    this.office = office;
    this.time = time;
    this.clock = clock;
  }

  @GetMapping("/v1/hot-topics")
  Mono<View> hotTopics(
      @Allowed({Role.ANALYST, Role.OFFICER}) Caller caller,
      @RequestParam MultiValueMap<String, String> given) {
    Parameters parameters = new Parameters(given);
    LocalDate to = parameters.date("to", time.dayOf(clock.instant()));
    LocalDate from = parameters.date("from", to.withDayOfYear(1));
    int limit = parameters.number("limit", DEFAULT_LIMIT, 1, MOST);
    if (from.isAfter(to)) {
      parameters.wrong("from", "a day after to", "a day not after to");
    }
    parameters.check();
    return office
        .hotTopics(HotQuery.of(from, to, limit, time.zone()))
        .map(topics -> new View(from, to, topics));
  }
}
