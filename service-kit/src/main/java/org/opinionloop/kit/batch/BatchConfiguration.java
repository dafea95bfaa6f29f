package org.opinionloop.kit.batch;

import org.springframework.cloud.stream.binder.BinderCustomizer;
import org.springframework.cloud.stream.binder.kafka.KafkaMessageChannelBinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.kafka.inbound.KafkaMessageDrivenChannelAdapter;
import org.springframework.integration.kafka.outbound.KafkaProducerMessageHandler;
import org.springframework.kafka.support.converter.BatchMessagingMessageConverter;

/** What a service imports whose functions take batches of records. */
@Configuration(proxyBeanMethods = false)
public class BatchConfiguration {

  /**
   * Gives {@link WholeHeaders} to every binder. A bean of the mapper alone is found by the binder
   * only where there is no other binder beside it.
   */
  @Bean
  BinderCustomizer wholeHeaders() {
    return (binder, name) -> {
      if (binder instanceof KafkaMessageChannelBinder kafka) {
        kafka.setConsumerEndpointCustomizer(
            (endpoint, destination, group) -> {
              if (endpoint instanceof KafkaMessageDrivenChannelAdapter<?, ?> adapter) {
                BatchMessagingMessageConverter converter = new BatchMessagingMessageConverter();
                converter.setHeaderMapper(new WholeHeaders());
                adapter.setBatchMessageConverter(converter);
              }
            });
        kafka.setProducerMessageHandlerCustomizer(
            (handler, destination) -> {
              if (handler instanceof KafkaProducerMessageHandler<?, ?> sender) {
                sender.setHeaderMapper(new WholeHeaders());
                sender.setLoggingEnabled(false); // of every record, written out to be thrown away
              }
            });
      }
    };
  }
}
