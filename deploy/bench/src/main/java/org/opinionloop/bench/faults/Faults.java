package org.opinionloop.bench.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.opinionloop.bench.loop.Loop;
import org.opinionloop.bench.loop.Service;

/** Breaks a running loop on purpose; {@link Options#HELP} says how. */
public final class Faults {

  private Faults() {}

  /** Ends with 0 if all promises were kept. */
  public static void main(String[] arguments) throws Exception {
    if (List.of(arguments).contains("--help")) {
      System.out.print(Options.HELP);
      return;
    }
    Options options;
    try {
      options = Options.parse(List.of(arguments));
    } catch (IllegalArgumentException misunderstood) {
      System.err.println(misunderstood.getMessage());
      System.exit(2);
      return;
    }
    Path directory = Files.createTempDirectory("opinion-loop-faults");
    boolean good = false;
    try {
      good = rehearse(options, directory);
    } finally {
      if (good) {
        delete(directory);
      } else {
        System.out.println("kept for whoever looks into it: " + directory);
      }
    }
    System.exit(good ? 0 : 1);
  }

  private static boolean rehearse(Options options, Path directory)
      throws IOException, InterruptedException, ExecutionException {
    long start = System.nanoTime();
    int mailPort = freePort();
    Duration pause = options.form() == Options.Form.SLOW_MAIL ? SlowMail.PAUSE : Duration.ZERO;
    Loop.Plan plan = plan(options, directory, mailPort);
    try (Disk disk = Disk.make(plan.kafka(), options.diskMegabytes());
        Mail mail = new Mail(directory, mailPort, pause);
        Webhook webhook = new Webhook();
        Loop loop = Loop.start(plan)) {
      System.out.printf(
          "seed %d; the broker's disk is %s; the loop runs after %d s%n",
          options.seed(),
          disk.description(),
          Duration.ofNanos(System.nanoTime() - start).toSeconds());
      Stage stage = new Stage(loop, mail, webhook);
      Audit.Verdict verdict =
          switch (options.form()) {
            case SHORT, LONG -> new Rehearsal(options, stage, disk).run();
            case OVERLOAD -> Overload.run(stage);
            case SLOW_MAIL -> SlowMail.run(stage);
            case UPGRADES -> new Upgrades(stage, plan).run();
          };
      System.out.print(table(stage, disk, verdict));
      System.out.printf("%d s in all%n", Duration.ofNanos(System.nanoTime() - start).toSeconds());
      if (!verdict.isGood()) {
        disk.keep(directory.resolve("kafka-then"));
      }
      return tell(verdict, directory);
    }
  }

  private static Loop.Plan plan(Options options, Path directory, int mailPort) {
    Map<Service, List<String>> settings = new EnumMap<>(Rehearsal.settings(mailPort));
    if (options.form() == Options.Form.LONG) {
      for (Service service : Service.values()) {
        settings.put(
            service, Rehearsal.lighter(service, settings.getOrDefault(service, List.of())));
      }
    }
    if (options.form() == Options.Form.OVERLOAD) {
      settings.put(Service.INTAKE, Overload.settings());
    }
    return new Loop.Plan(
        Path.of(System.getProperty("opinion-loop.home")),
        Path.of(System.getProperty("opinion-loop.app")),
        directory,
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xmx256m"),
        options.form() == Options.Form.LONG,
        settings);
  }

  /** What was done, and what came of it. */
  private static String table(Stage stage, Disk disk, Audit.Verdict verdict) throws IOException {
    List<Book.Entry> entries = stage.book().entries();
    return String.format(
        Locale.ROOT,
        """

        opinions handed in                    %,10d
        accepted                              %,10d
        posts                                 %,10d
        of these repeats                      %,10d
        taken again by intake, as agreed      %,10d
        letters that arrived                  %,10d
        of these again, by the same mark      %,10d
        malformed records planted             %,10d
        on the broker's disk, MB              %,10d
        lost                                  %,10d
        doubled                               %,10d
        otherwise wrong                       %,10d
        """,
        entries.size(),
        entries.stream().filter(entry -> entry.opinionId() != null).count(),
        stage.book().posts(),
        stage.book().repeats(),
        verdict.repeatsTaken(),
        stage.arrivals().size(),
        verdict.arrivedAgain(),
        stage.foreigners(),
        disk.used(),
        verdict.lost().size(),
        verdict.doubled().size(),
        verdict.wrong().size());
  }

  /** The first of each; all of them are in a file. */
  private static boolean tell(Audit.Verdict verdict, Path directory) throws IOException {
    if (verdict.isGood()) {
      System.out.println("\nnothing lost, nothing doubled");
      return true;
    }
    List<String> all = new ArrayList<>();
    verdict.lost().forEach(each -> all.add("lost     " + each));
    verdict.doubled().forEach(each -> all.add("doubled  " + each));
    verdict.wrong().forEach(each -> all.add("wrong    " + each));
    Files.write(directory.resolve("findings.txt"), all);
    System.out.println();
    all.stream().limit(30).forEach(System.out::println);
    return false;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
