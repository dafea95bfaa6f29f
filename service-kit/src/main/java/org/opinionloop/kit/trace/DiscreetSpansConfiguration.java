package org.opinionloop.kit.trace;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import org.opinionloop.kit.event.Faults;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.http.server.reactive.observation.ServerRequestObservationConvention;

/** What spans of requests tell a collector: nobody's words, and no number that opens a door. */
@AutoConfiguration(
    after = OpenTelemetryTracingAutoConfiguration.class,
    before = {MicrometerTracingAutoConfiguration.class, WebFluxObservationAutoConfiguration.class})
@ConditionalOnBean(Tracer.class)
class DiscreetSpansConfiguration {

  /** Without the path as it was asked for: who knows the number of an opinion may look it up. */
  @Bean
  ServerRequestObservationConvention requestsWithoutNumbers() {
    return new DefaultServerRequestObservationConvention() {
      @Override
      public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
        return KeyValues.empty();
      }
    };
  }

  /** Faults without their messages, which may be somebody's words. */
  @Bean
  @Order(1000) // as the one of Boot that it replaces
  PropagatingReceiverTracingObservationHandler<ReceiverContext<?>> faultsWithoutMessages(
      Tracer tracer, Propagator propagator) {
    return new PropagatingReceiverTracingObservationHandler<>(tracer, propagator) {
      @Override
      public void onError(ReceiverContext<?> context) {
        Throwable fault = context.getError();
        if (fault != null) {
          getRequiredSpan(context).error(Faults.withoutMessages(fault));
        }
      }
    };
  }

  /** What looks after a service is no part of its work. */
  @Bean
  SpanExportingPredicate workOnly() {
    return span -> !span.getTags().getOrDefault("uri", "").startsWith("/actuator");
  }
}
