package org.opinionloop.local;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.utils.Exit;
import org.opinionloop.local.demo.Demo;
import org.slf4j.LoggerFactory;

/** Runs the loop on one machine; {@link Options#HELP} says how. */
public final class Main {

  private Main() {}

  /** Starts everything, and stays until it is told to stop. */
  public static void main(String[] arguments) throws InterruptedException {
    Console console =
        new Console(
            new PrintStream(
                new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    try {
      Options options =
          Options.parse(arguments, Path.of(System.getProperty("opinion-loop.home", ".")));
      if (options.help()) {
        console.say(Options.HELP);
        return;
      }
      run(options, console);
    } catch (CannotStart sentence) {
      System.err.println(sentence.getMessage());
      System.exit(1);
    } catch (IOException | RuntimeException failed) {
      System.err.println("could not start: " + failed);
      LoggerFactory.getLogger(Main.class).error("could not start", failed);
      System.exit(1);
    }
  }

  private static void run(Options options, Console console)
      throws IOException, InterruptedException {
    DataDirectory data = DataDirectory.open(options.dataDirectory(), options.fresh());
    // Before the first logger: Boot's four contexts would each configure logging for themselves.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    System.setProperty("logback.configurationFile", "logback-local.xml");
    System.setProperty("opinion-loop.log", data.log().toString());
    LocalRun run = new LocalRun(options, data, console);
    AtomicBoolean failed = new AtomicBoolean();
    endTogether(run, console, failed);
    console.say("Opinion Loop, everything in " + data.path());
    try {
      run.start();
      if (options.demo()) {
        demo(options, run, console);
      }
      Welcome.print(options, data, run.kafka(), console);
    } catch (IOException | InterruptedException | RuntimeException reason) {
      failed.set(true);
      run.close();
      throw reason;
    }
    Thread.currentThread().join();
  }

  private static void demo(Options options, LocalRun run, Console console)
      throws InterruptedException {
    try {
      new Demo(
              options.ports().intake(),
              options.ports().reporting(),
              run.kafka(),
              console::progress,
              console::say)
          .run();
    } catch (IOException failed) {
      throw new CannotStart("the demo did not come to its end: " + failed.getMessage());
    }
  }

  /**
   * However the process is told to end, all is stopped in order first. That is what Ctrl-C is for,
   * so it ends with 0; a start that failed, or a broker that gave up, ends with 1.
   */
  private static void endTogether(LocalRun run, Console console, AtomicBoolean failed) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (!failed.get()) {
                    console.progress("stopping");
                    run.close();
                    console.progress("stopped; everything is kept for the next start");
                    Runtime.getRuntime().halt(0);
                  }
                },
                "stop"));
    Exit.Procedure gaveUp =
        (status, message) -> {
          System.err.println("Kafka gave up; the whole story is in the log");
          Runtime.getRuntime().halt(1);
        };
    Exit.setExitProcedure(gaveUp);
    Exit.setHaltProcedure(gaveUp);
  }
}
