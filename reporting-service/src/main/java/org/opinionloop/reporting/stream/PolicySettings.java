package org.opinionloop.reporting.stream;

import java.time.Duration;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.reporting.cases.Catalogue;
import org.opinionloop.reporting.cases.Policy;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The rules by which facts become a case; the keys are explained in {@code reporting-service.yml}.
 */
@ConfigurationProperties("opinion-loop.reporting.policy")
record PolicySettings(int firstTimeDays, int reopenings, Duration revision) {

  Policy policy(WorkingTime time, Taxonomy taxonomy) {
    return new Policy(time, firstTimeDays, reopenings, revision, Catalogue.of(taxonomy));
  }
}
