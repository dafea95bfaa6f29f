package org.opinionloop.bench.speed;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program in a process of its own, what it writes in a file, and what it costs. */
final class Jvm implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /**
   * A line of proc(5) about a compiling thread, with its user and system time in ticks of 10 ms.
   */
  private static final Pattern COMPILER =
      Pattern.compile("\\(C[12] Compiler[^)]*\\) \\S(?: \\S+){10} (\\d+) (\\d+) ");

  private final String name;
  private final Process process;
  private final Path log;

  private Jvm(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  static Jvm start(String name, Path log, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      // Whoever interrupts a measurement finds nothing left of it.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new Jvm(name, process, log);
    } catch (IOException noProcess) {
      throw new UncheckedIOException(name + " does not start", noProcess);
    }
  }

  String name() {
    return name;
  }

  /** Time on processors since the start, of all threads; in steps of 10 ms. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** The same of the process that this is. */
  static Duration ownCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  /** Of all of these together. */
  static Duration cpu(Collection<Jvm> processes) {
    return processes.stream().map(Jvm::cpu).reduce(Duration.ZERO, Duration::plus);
  }

  /** The time of those threads among them that compile. */
  Duration compiling() {
    long ticks = 0;
    File[] threads = new File("/proc/" + process.pid() + "/task").listFiles();
    for (File thread : threads == null ? new File[0] : threads) {
      Matcher stat = COMPILER.matcher(stat(thread));
      if (stat.find()) {
        ticks += Long.parseLong(stat.group(1)) + Long.parseLong(stat.group(2));
      }
    }
    return Duration.ofMillis(10 * ticks);
  }

  private static String stat(File thread) {
    try {
      return read(thread.toPath().resolve("stat"));
    } catch (UncheckedIOException ended) {
      return "";
    }
  }

  /** Memory that is really there, in bytes. */
  long residentBytes() {
    return read(Path.of("/proc", Long.toString(process.pid()), "status"))
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  /** Waits until this holds. */
  Jvm await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(name + " does not come up:\n" + tail());
      }
      pause(Duration.ofMillis(20));
    }
    return this;
  }

  /** Waits until it has said so, on a line of its own. */
  Jvm awaitLine(String line) {
    return await(() -> read(log).lines().anyMatch(line::equals));
  }

  /** Whether it has written this by now. */
  boolean wrote(String words) {
    return read(log).contains(words);
  }

  /** Says something to it, and waits for the answer: the next line that it writes. */
  String ask(String question) {
    long before = read(log).length();
    try {
      Writer in = process.outputWriter(StandardCharsets.UTF_8);
      in.write(question + "\n");
      in.flush();
    } catch (IOException gone) {
      throw new UncheckedIOException(name + " does not listen", gone);
    }
    await(() -> read(log).length() > before && read(log).endsWith("\n"));
    return read(log).substring(Math.toIntExact(before)).strip();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException hurry) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  static void pause(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException ended) {
      throw new IllegalStateException("interrupted", ended);
    }
  }

  private String tail() {
    List<String> lines = read(log).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
