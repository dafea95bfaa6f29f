package org.opinionloop.intake;

import org.opinionloop.kit.ServiceKit;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The door: opinions, answers, corrections and ratings come in by REST and go to Kafka. */
@SpringBootApplication
@Import(ServiceKit.class)
public class IntakeApplication {

  /** The service, ready to run; settings come from {@code intake-service.yml}. */
  public static SpringApplicationBuilder builder() {
    return ServiceKit.service(IntakeApplication.class, "intake-service");
  }

  /** Runs the service. */
  public static void main(String[] arguments) {
    builder().run(arguments);
  }
}
