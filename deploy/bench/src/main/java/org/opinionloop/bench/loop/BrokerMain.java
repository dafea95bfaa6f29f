package org.opinionloop.bench.loop;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Exit;
import org.opinionloop.local.broker.EmbeddedBroker;

/**
 * The broker of the local run in a process of its own, so that it can be killed alone: {@code
 * BrokerMain <directory of the log> <port>}. Says {@code ready} when it serves. A broker that gives
 * up, as it does when its disk is full, ends the process.
 */
public final class BrokerMain {

  private BrokerMain() {}

  /** Stays until it is told to stop. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Exit.Procedure gaveUp = (status, message) -> Runtime.getRuntime().halt(1);
    Exit.setExitProcedure(gaveUp);
    Exit.setHaltProcedure(gaveUp);
    EmbeddedBroker broker =
        EmbeddedBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop"));
    System.out.println("ready");
    Thread.currentThread().join();
  }
}
