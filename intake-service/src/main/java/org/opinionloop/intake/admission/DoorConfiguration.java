package org.opinionloop.intake.admission;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/**
 * Connections are accepted by a thread of their own. One that reads requests as well accepts
 * sixteen each time it comes round, which under overload is seldom: whoever comes new would wait
 * unseen, neither served nor refused.
 */
@Configuration(proxyBeanMethods = false)
class DoorConfiguration {

  @Bean
  ReactorResourceFactory reactorResourceFactory() {
    ReactorResourceFactory resources = new ReactorResourceFactory();
    resources.setUseGlobalResources(false);
    resources.setLoopResourcesSupplier(
        () -> LoopResources.create("reactor-http", 1, LoopResources.DEFAULT_IO_WORKER_COUNT, true));
    return resources;
  }
}
