package org.opinionloop.bench.loop;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Java process that can be treated as fate treats processes. Its output is added to a file. None
 * of them outlives the JVM that started it.
 */
public final class JavaProcess implements AutoCloseable {

  private final String name;
  private final Path log;
  private final Process process;

  private JavaProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /**
   * Starts one.
   *
   * @param arguments of the {@code java} command
   */
  public static JavaProcess start(
      String name, Path log, Map<String, String> environment, List<String> arguments)
      throws IOException {
    Files.createDirectories(log.getParent());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectInput(new File("/dev/null"));
    builder.environment().putAll(environment);
    return new JavaProcess(name, log, builder.start());
  }

  /** Its number in the operating system. */
  public long pid() {
    return process.pid();
  }

  /** Whether it still runs; one that is paused does. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill -9} does; returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /**
   * As {@code kill} does; returns when it has ended in order.
   *
   * @throws IllegalStateException if it takes longer than this
   */
  public void terminate(Duration patience) throws InterruptedException {
    process.destroy();
    if (!awaitEnd(patience)) {
      throw new IllegalStateException(name + " does not end; its log is " + log);
    }
  }

  /** Whether it has ended by itself within this time. */
  public boolean awaitEnd(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** From now on it runs on these processors only, as {@code taskset} writes them: 0, 1-3. */
  public void pin(String processors) throws IOException {
    Shell.run("taskset", "-apc", processors, Long.toString(pid()));
  }

  /** As {@code kill -STOP} does: it stands still and nobody is told. */
  public void pause() throws IOException {
    Shell.run("kill", "-STOP", Long.toString(pid()));
  }

  /** As {@code kill -CONT} does. */
  public void resume() throws IOException {
    Shell.run("kill", "-CONT", Long.toString(pid()));
  }

  /**
   * Waits until it has done what it was started for.
   *
   * @throws IOException if it could not
   */
  public void awaitSuccess() throws IOException {
    process.onExit().join();
    if (process.exitValue() != 0) {
      throw new IOException(name + " failed; its log is " + log);
    }
  }

  /** Kills it if it still runs. */
  @Override
  public void close() {
    kill();
  }
}
