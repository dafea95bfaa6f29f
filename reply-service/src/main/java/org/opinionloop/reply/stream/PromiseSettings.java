package org.opinionloop.reply.stream;

import java.util.Map;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.calendar.WorkingTime;
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
 */
@ConfigurationProperties("opinion-loop.reply.promises")
record PromiseSettings(
    @DefaultValue Map<Kind, Integer> days,
    @DefaultValue Map<String, Map<Kind, Integer>> themes,
    @DefaultValue("5") int secondHandlingDays,
    @DefaultValue("2") int secondHandlings) {

  PromiseSettings {
    if (secondHandlings < 0 || secondHandlings > 100) {
      throw new IllegalArgumentException(
          "opinion-loop.reply.promises.second-handlings: "
              + secondHandlings
              + " (expected: 0 to 100)");
    }
  }

  Promises promises(WorkingTime time) {
    return new Promises(time, days, themes, secondHandlingDays);
  }
}
