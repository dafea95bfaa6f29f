package org.opinionloop.reply.stream;

import java.time.Duration;
import java.util.Map;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.reply.correspondence.SecondHandling;
import org.opinionloop.reply.letter.Promises;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Within how many working days the office answers.
 *
 * @param days by kind
 * @param themes exceptions, by theme and kind
 * @param secondHandlingDays after a rating that reopened the case
 * @param secondHandlings how often one case is reopened at most
 * @param ratingWindow for how long after the first rating of a round others count
 */
@ConfigurationProperties("opinion-loop.reply.promises")
record PromiseSettings(
    @DefaultValue Map<Kind, Integer> days,
    @DefaultValue Map<String, Map<Kind, Integer>> themes,
    @DefaultValue("5") int secondHandlingDays,
    @DefaultValue("1") int secondHandlings,
    @DefaultValue("24h") Duration ratingWindow) {

  Promises promises(WorkingTime time) {
    return new Promises(time, days, themes, secondHandlingDays);
  }

  SecondHandling secondHandling() {
    return new SecondHandling(secondHandlings, ratingWindow);
  }
}
