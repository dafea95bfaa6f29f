package org.opinionloop.classifier;

import org.opinionloop.classifier.training.Commands;
import org.opinionloop.kit.ServiceKit;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Import;

/** Tags every opinion with theme, field and kind; trains and evaluates its own model. */
@SpringBootApplication
@Import(ServiceKit.class)
public class ClassifierApplication {

  /** The service, ready to run; settings come from {@code classifier-service.yml}. */
  public static SpringApplicationBuilder builder() {
    return ServiceKit.service(ClassifierApplication.class, "classifier-service");
  }

  /** Runs the command named first, as {@code train} or {@code evaluate}, or else the service. */
  public static void main(String[] arguments) {
    Commands commands = new Commands();
    if (commands.areMeant(arguments)) {
      // What a command prints is its answer: no library may talk in between.
      LoggingSystem.get(ClassifierApplication.class.getClassLoader())
          .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
      System.exit(commands.run(arguments));
    }
    builder().run(arguments);
  }
}
