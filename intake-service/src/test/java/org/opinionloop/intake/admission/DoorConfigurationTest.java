package org.opinionloop.intake.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

class DoorConfigurationTest {

  @Test
  void whoAcceptsConnectionsReadsNoRequests() {
    ReactorResourceFactory resources = new DoorConfiguration().reactorResourceFactory();
    resources.start();
    try {
      LoopResources loops = resources.getLoopResources();

      assertThat(loops.onServerSelect(true)).doesNotContainAnyElementsOf(loops.onServer(true));
    } finally {
      resources.stop();
    }
  }
}
