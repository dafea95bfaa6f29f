package org.opinionloop.reply;

import org.opinionloop.kit.ServiceKit;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** Writes the letters, each exactly once for its cause, and delivers them. */
@SpringBootApplication
@Import(ServiceKit.class)
public class ReplyApplication {

  /** The service, ready to run; settings come from {@code reply-service.yml}. */
  public static SpringApplicationBuilder builder() {
    return ServiceKit.service(ReplyApplication.class, "reply-service");
  }

  /** Runs the service. */
  public static void main(String[] arguments) {
    builder().run(arguments);
  }
}
