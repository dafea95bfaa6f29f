package org.opinionloop.kit.problem;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.NettyPipeline;
import reactor.netty.channel.ChannelOperations;

/**
 * Holds back a request that could not be read, such as one with too long a line, until the one
 * before it on the same connection is done with. Reactor Netty 1.3 would take its refusal (400, 414
 * or 431) for the answer to that one, which has had its own, and send none: whoever asks would wait
 * for ever, and the connection with them. A connection that has yet to agree on HTTP/2 or not is
 * left as it is.
 */
final class UnreadableRequests extends ChannelInboundHandlerAdapter {

  private static final long PAUSE_MILLIS = 20;

  /** The last thing that comes of a connection. */
  private @Nullable HttpRequest held;

  static NettyServerCustomizer customizer() {
    return server ->
        server.doOnChannelInit((observer, channel, address) -> install(channel.pipeline()));
  }

  static void install(ChannelPipeline pipeline) {
    if (pipeline.context(NettyPipeline.HttpTrafficHandler) != null) {
      pipeline.addBefore(
          NettyPipeline.HttpTrafficHandler,
          UnreadableRequests.class.getName(),
          new UnreadableRequests());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request && request.decoderResult().isFailure()) {
      held = request;
      passOn(context);
    } else {
      context.fireChannelRead(message);
    }
  }

  private void passOn(ChannelHandlerContext context) {
    HttpRequest request = held;
    if (request == null) {
      return;
    }
    if (ChannelOperations.get(context.channel()) == null) {
      held = null;
      context.fireChannelRead(request);
    } else {
      var unused =
          context.executor().schedule(() -> passOn(context), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    ReferenceCountUtil.release(held);
    held = null;
  }
}
