package org.opinionloop.reporting;

import org.opinionloop.kit.ServiceKit;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** Keeps the life of every case and the figures of the closed loop. */
@SpringBootApplication
@Import(ServiceKit.class)
public class ReportingApplication {

  /** The service, ready to run; settings come from {@code reporting-service.yml}. */
  public static SpringApplicationBuilder builder() {
    return ServiceKit.service(ReportingApplication.class, "reporting-service");
  }

  /** Runs the service. */
  public static void main(String[] arguments) {
    builder().run(arguments);
  }
}
