package org.opinionloop.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import reactor.netty.NettyPipeline;

/** What it does for a connection, the services' tests of kept connections show. */
class UnreadableRequestsTest {

  @Test
  void areHeldBackBeforeTheyAreTakenForRequests() {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel
        .pipeline()
        .addLast(NettyPipeline.HttpTrafficHandler, new ChannelInboundHandlerAdapter());

    UnreadableRequests.install(channel.pipeline());

    assertThat(channel.pipeline().names())
        .containsSubsequence(UnreadableRequests.class.getName(), NettyPipeline.HttpTrafficHandler);
  }

  @Test
  void areLeftToAConnectionThatHasYetToAgreeOnHttp2() {
    EmbeddedChannel channel = new EmbeddedChannel();

    UnreadableRequests.install(channel.pipeline());

    assertThat(channel.pipeline().get(UnreadableRequests.class)).isNull();
  }
}
