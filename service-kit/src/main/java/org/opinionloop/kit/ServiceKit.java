package org.opinionloop.kit;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.kit.calendar.WorkingTimeConfiguration;
import org.opinionloop.kit.deadletters.DeadLetterConfiguration;
import org.opinionloop.kit.problem.ProblemConfiguration;
import org.opinionloop.kit.security.SecurityConfiguration;
import org.opinionloop.kit.taxonomy.TaxonomyFile;
import org.opinionloop.kit.trace.TraceConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.Resource;

/**
 * What every service imports: keys and roles, problem documents, the taxonomy, working time, dead
 * letters, traces and a clock. The settings that go with it are in {@code opinion-loop.yml}; each
 * service's own YAML is read after it and may override any of them.
 */
@Configuration(proxyBeanMethods = false)
@Import({
  SecurityConfiguration.class,
  ProblemConfiguration.class,
  WorkingTimeConfiguration.class,
  DeadLetterConfiguration.class,
  TraceConfiguration.class
})
public class ServiceKit {

  /**
   * The start of a service. Its settings are read from {@code opinion-loop.yml} and then {@code
   * <name>.yml}, not imported by it, since what is imported would win. With several {@code
   * application.yml} on one class path every service would silently become the same one. The name
   * is known before any file is read, so that files may go by it.
   */
  public static SpringApplicationBuilder service(Class<?> application, String name) {
    return new SpringApplicationBuilder(application)
        .web(WebApplicationType.REACTIVE)
        .bannerMode(Banner.Mode.OFF)
        .properties("spring.application.name=" + name, "spring.config.name=opinion-loop," + name);
  }

  @Bean
  Taxonomy taxonomy(@Value("${opinion-loop.taxonomy}") Resource file) {
    try (InputStream yaml = file.getInputStream()) {
      return TaxonomyFile.read(yaml, file.getDescription());
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "opinion-loop.taxonomy: " + file.getDescription() + " (expected: a readable file)",
          unreadable);
    }
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
