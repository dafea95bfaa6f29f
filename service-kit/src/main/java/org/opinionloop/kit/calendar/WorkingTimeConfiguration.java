package org.opinionloop.kit.calendar;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The office's working time, checked at the start and, as years pass while a service runs, whenever
 * {@code working.time.calendars.missing} is read: how many years have no calendar that should.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkingTimeSettings.class)
public class WorkingTimeConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(WorkingTimeConfiguration.class);

  @Bean
  WorkingTime workingTime(WorkingTimeSettings settings, Clock clock) {
    WorkingTime time = settings.workingTime();
    List<Integer> missing = missingYears(time, today(time, clock));
    if (!missing.isEmpty()) {
      LOG.warn(
          "no calendar for {}: promises and durations follow plain weeks there"
              + " (expected: <year>.txt in opinion-loop.working-time.calendars)",
          missing);
    }
    return time;
  }

  @Bean
  MeterBinder missingCalendars(WorkingTime time, Clock clock) {
    return Gauge.builder(
                "working.time.calendars.missing",
                () -> missingYears(time, today(time, clock)).size())
            .description("Years without a calendar into which promises reach")
        ::register;
  }

  private static LocalDate today(WorkingTime time, Clock clock) {
    return LocalDate.now(clock.withZone(time.zone()));
  }

  /** Next year's notice comes out in November; from December on, promises reach into it. */
  static List<Integer> missingYears(WorkingTime time, LocalDate today) {
    boolean december = today.getMonth() == Month.DECEMBER;
    return time.missingYears(today.getYear(), today.getYear() + (december ? 1 : 0));
  }
}
