package org.opinionloop.reporting.services;

import java.time.LocalDate;
import org.opinionloop.contracts.ServiceRated;
import org.opinionloop.contracts.calendar.WorkingTime;

/**
 * Where a rating of a service is counted.
 *
 * @param date the day of the rating, in the office's time zone
 */
public record ServiceCell(LocalDate date, String channel, String unit, String service) {

  /** Where this one belongs. */
  public static ServiceCell of(ServiceRated event, WorkingTime time) {
    return new ServiceCell(
        time.dayOf(event.ratedAt()), event.channel(), event.unit(), event.service());
  }

  /** The parts, so that keys sort by day. */
  public String key() {
    return date + "|" + escaped(channel) + '|' + escaped(unit) + '|' + escaped(service);
  }

  private static String escaped(String part) {
    return part.replace("%", "%25").replace("|", "%7C");
  }
}
