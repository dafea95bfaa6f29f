package org.opinionloop.kit.trace;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

/** Traces of requests and records. */
@Configuration(proxyBeanMethods = false)
public class TraceConfiguration {

  @Bean
  Tracing tracing(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
    return new Tracing(tracer.getIfAvailable(), propagator.getIfAvailable());
  }

  @Bean
  WebFilter requestTraces() {
    return new RequestTraces();
  }
}
