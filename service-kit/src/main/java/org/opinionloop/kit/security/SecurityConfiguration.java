package org.opinionloop.kit.security;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.server.WebFilter;

/** Guards the actuator, and puts {@link Caller} parameters within the reach of handlers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeySettings.class)
public class SecurityConfiguration {

  @Bean
  Door door(KeySettings settings) {
    return new Door(new ApiKeys(settings));
  }

  @Bean
  WebFilter actuatorDoor(Door door) {
    return new ActuatorDoor(door);
  }

  @Bean
  WebFluxConfigurer callers(Door door) {
    return new WebFluxConfigurer() {
      @Override
      public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(new CallerResolver(door));
      }
    };
  }
}
