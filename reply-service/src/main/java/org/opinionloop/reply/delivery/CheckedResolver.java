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
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Resolves names to {@link Destinations} that are allowed, for the connection about to be made. A
 * name may take long, by its owner's will even, so names are looked up by threads of their own:
 * other connections, and webhooks under way, do not wait for it.
 */
final class CheckedResolver extends AddressResolverGroup<InetSocketAddress> {

  private static final int MOST_AT_ONCE = 16;

  private final Destinations destinations;
  private final Executor lookups = lookups();

  CheckedResolver(Destinations destinations) {
    this.destinations = destinations;
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new Names(executor).asAddressResolver();
  }

  /** Threads that go when there is nothing to do, and keep no process alive. */
  private static Executor lookups() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            MOST_AT_ONCE,
            MOST_AT_ONCE,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "webhook-lookup");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private final class Names extends InetNameResolver {

    Names(EventExecutor executor) {
      super(executor);
    }

    @Override
    protected void doResolve(String host, Promise<InetAddress> promise) {
      lookUp(host, addresses -> addresses.get(0), promise);
    }

    @Override
    protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
      lookUp(host, addresses -> addresses, promise);
    }

    /** Whoever asked may have given up by the time that there is an answer. */
    private <T> void lookUp(
        String host, Function<List<InetAddress>, T> answer, Promise<T> promise) {
      lookups.execute(
          () -> {
            try {
              promise.trySuccess(answer.apply(destinations.resolve(host)));
            } catch (UnknownHostException | RuntimeException none) {
              promise.tryFailure(none);
            }
          });
    }
  }
}
