package org.opinionloop.kit.security;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

/** Puts {@link Caller} parameters within the reach of handlers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeySettings.class)
public class SecurityConfiguration {

  @Bean
  WebFluxConfigurer callers(KeySettings settings) {
    CallerResolver resolver = new CallerResolver(new ApiKeys(settings));
    return new WebFluxConfigurer() {
      @Override
      public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(resolver);
      }
    };
  }
}
