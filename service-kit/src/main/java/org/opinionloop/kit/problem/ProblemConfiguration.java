package org.opinionloop.kit.problem;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebExceptionHandler;
import tools.jackson.databind.json.JsonMapper;

/** Makes every error of a service a problem document. */
@Configuration(proxyBeanMethods = false)
public class ProblemConfiguration {

  @Bean
  WebExceptionHandler problemHandler(JsonMapper mapper) {
    return new ProblemHandler(mapper);
  }
}
