package org.opinionloop.reply.delivery;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Resolves names to {@link Destinations} that are allowed, for the connection about to be made.
 * Blocks: for event loops of its own.
 */
final class CheckedResolver extends AddressResolverGroup<InetSocketAddress> {

  private final Destinations destinations;

  CheckedResolver(Destinations destinations) {
    this.destinations = destinations;
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new Names(executor).asAddressResolver();
  }

  private final class Names extends InetNameResolver {

    Names(EventExecutor executor) {
      super(executor);
    }

    @Override
    protected void doResolve(String host, Promise<InetAddress> promise) {
      try {
        promise.setSuccess(destinations.resolve(host).get(0));
      } catch (UnknownHostException none) {
        promise.setFailure(none);
      }
    }

    @Override
    protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
      try {
        promise.setSuccess(destinations.resolve(host));
      } catch (UnknownHostException none) {
        promise.setFailure(none);
      }
    }
  }
}
