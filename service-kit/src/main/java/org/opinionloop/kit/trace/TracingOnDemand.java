package org.opinionloop.kit.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/**
 * Leaves out everything that makes and sends spans as long as no collector is named: a service that
 * nobody traces does not pay for it.
 */
final class TracingOnDemand implements AutoConfigurationImportFilter, EnvironmentAware {

  private static final String COLLECTOR = "management.opentelemetry.tracing.export.otlp.endpoint";
  private static final List<String> PACKAGES =
      List.of(
          "org.springframework.boot.micrometer.tracing.",
          "org.springframework.boot.opentelemetry.");

  private Environment environment = new StandardEnvironment();

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
    boolean collected = !environment.getProperty(COLLECTOR, "").isBlank();
    boolean[] matches = new boolean[configurations.length];
    for (int i = 0; i < configurations.length; i++) {
      String name = configurations[i];
      matches[i] = collected || name == null || PACKAGES.stream().noneMatch(name::startsWith);
    }
    return matches;
  }
}
