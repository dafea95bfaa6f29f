package org.opinionloop.kit.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class WorkingTimeConfigurationTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withInitializer(new ConfigDataApplicationContextInitializer())
          .withSystemProperties("spring.config.name=opinion-loop")
          .withBean(Clock.class, Clock::systemUTC)
          .withUserConfiguration(WorkingTimeConfiguration.class);

  @TempDir Path folder;

  @Test
  void worksInShanghaiByDefault() {
    runner.run(
        context -> {
          WorkingTime time = context.getBean(WorkingTime.class);
          assertThat(time.zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
          assertThat(time.endOf(LocalDate.of(2026, 1, 8))).isEqualTo("2026-01-08T09:00:00Z");
          assertThat(time.isWorkingDay(LocalDate.of(2026, 2, 28))).isTrue();
        });
  }

  @Test
  void aFolderAddsYearsAndReplacesBundledOnes() throws IOException {
    Files.writeString(folder.resolve("2027.txt"), "off 2027-01-01 元旦\n");
    Files.writeString(folder.resolve("2026.txt"), "off 2026-01-08 a day of our own\n");
    Files.writeString(folder.resolve("notes.md"), "not a calendar");

    runner
        .withPropertyValues("opinion-loop.working-time.calendars=" + folder)
        .run(
            context -> {
              WorkingTime time = context.getBean(WorkingTime.class);
              assertThat(time.missingYears(2024, 2028)).containsExactly(2028);
              assertThat(time.isWorkingDay(LocalDate.of(2027, 1, 1))).isFalse();
              assertThat(time.isWorkingDay(LocalDate.of(2026, 1, 8))).isFalse();
              assertThat(time.isWorkingDay(LocalDate.of(2026, 2, 28))).isFalse();
            });
  }

  @Test
  void zoneAndHoursAreSettings() {
    runner
        .withPropertyValues(
            "opinion-loop.working-time.zone=Europe/Berlin",
            "opinion-loop.working-time.hours=08:00-16:00")
        .run(
            context ->
                assertThat(context.getBean(WorkingTime.class).endOf(LocalDate.of(2026, 1, 8)))
                    .isEqualTo("2026-01-08T15:00:00Z"));
  }

  @Test
  void whatMakesNoSenseEndsTheStartWithTheReason() throws IOException {
    Files.writeString(folder.resolve("2027.txt"), "# notice\nfree 2027-01-01\n");

    fails("opinion-loop.working-time.hours=9-5", "office hours: 9-5 (expected:");
    fails("opinion-loop.working-time.calendars=/no/such/folder", "(expected: a folder)");
    fails("opinion-loop.working-time.calendars=" + folder, "calendar 2027, line 2");
    fails("opinion-loop.working-time.zone=Mars/Base", "opinion-loop.working-time.zone");
  }

  @Test
  void warnsOfNextYearFromDecemberOn() {
    WorkingTime time = WorkingTime.standard();

    assertThat(WorkingTimeConfiguration.missingYears(time, LocalDate.of(2026, 11, 30))).isEmpty();
    assertThat(WorkingTimeConfiguration.missingYears(time, LocalDate.of(2026, 12, 1)))
        .containsExactly(2027);
    assertThat(WorkingTimeConfiguration.missingYears(time, LocalDate.of(2027, 1, 1)))
        .containsExactly(2027);
  }

  @Test
  void countsWhatIsMissingWheneverItIsAsked() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-30T15:59:59Z"));
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    WorkingTime time = WorkingTime.standard();
    new WorkingTimeConfiguration().missingCalendars(time, clock(now)).bindTo(meters);
    Gauge missing = meters.get("working.time.calendars.missing").gauge();

    assertThat(missing.value()).isZero();
    now.set(Instant.parse("2026-11-30T16:00:00Z"));
    assertThat(missing.value()).as("December in the office's time zone").isOne();
    now.set(Instant.parse("2027-12-15T00:00:00Z"));
    assertThat(missing.value()).isEqualTo(2);
  }

  @Test
  void tellsHowManyAreMissing() {
    runner.run(context -> assertThat(context).hasSingleBean(MeterBinder.class));
  }

  private static Clock clock(AtomicReference<Instant> now) {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return Clock.fixed(now.get(), zone);
      }

      @Override
      public Instant instant() {
        return now.get();
      }
    };
  }

  private void fails(String property, String reason) {
    runner
        .withPropertyValues(property)
        .run(context -> assertThat(context.getStartupFailure()).hasStackTraceContaining(reason));
  }
}
