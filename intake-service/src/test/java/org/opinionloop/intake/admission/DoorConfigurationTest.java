package org.opinionloop.intake.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

class DoorConfigurationTest {

  final ReactorResourceFactory resources = new DoorConfiguration().reactorResourceFactory();
  final CountDownLatch over = new CountDownLatch(1);
  final AtomicInteger accepted = new AtomicInteger();

  @AfterEach
  void stop() {
    over.countDown();
    resources.stop();
  }

  @Test
  void whoComesNewIsAcceptedWhileAllWhoReadAreBusy() throws Exception {
    resources.start();
    LoopResources loops = resources.getLoopResources();
    DisposableServer server =
        HttpServer.create()
            .host(InetAddress.getLoopbackAddress().getHostAddress())
            .port(0)
            .runOn(loops)
            .doOnBound(bound -> bound.channel().pipeline().addFirst(new Counter()))
            .bindNow();
    for (EventExecutor reader : loops.onServer(LoopResources.DEFAULT_NATIVE)) {
      reader.execute(this::stay);
    }

    try (Socket newcomer = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      assertThat(newcomer.isConnected()).isTrue();
      await().until(() -> accepted.get() == 1);
    } finally {
      over.countDown();
      server.disposeNow();
    }
  }

  private void stay() {
    try {
      over.await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sees each connection that is accepted, before anybody reads from it. */
  private final class Counter extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object connection) {
      accepted.incrementAndGet();
      context.fireChannelRead(connection);
    }
  }
}
