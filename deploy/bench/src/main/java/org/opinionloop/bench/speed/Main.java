package org.opinionloop.bench.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Measures what it is asked to, one suite after the other; see {@code deploy/bench/run --help}. */
public final class Main {

  private static final Map<String, Supplier<Suite>> SUITES = suites();

  /** They say how the loop behaves under other settings, and take long. */
  private static final Set<String> ONLY_IF_ASKED = Set.of("trade", "scale", "growth");

  /** Not worth their time in a quick run. */
  private static final Set<String> NOT_IF_QUICK = Set.of("start", "code");

  private Main() {}

  /** Ends with 0 also if a target is not met: that is what the page is for. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("opinion-loop.home", "."));
    Plan plan = Plan.USUAL;
    boolean quick = false;
    List<String> asked = List.of();
    Path results = home.resolve("deploy/bench/results");
    for (String argument : arguments) {
      String value = argument.substring(argument.indexOf('=') + 1);
      if (argument.equals("--quick")) {
        quick = true;
        plan = Plan.QUICK;
      } else if (argument.startsWith("--only=")) {
        asked = Arrays.asList(value.split(",", -1));
      } else if (argument.startsWith("--sustained=")) {
        plan = plan.sustained(Duration.ofSeconds(Long.parseLong(value)));
      } else if (argument.startsWith("--results=")) {
        results = Path.of(value);
      } else if (argument.equals("--fill")) {
        Pages.fill(home);
        return;
      } else {
        throw new IllegalArgumentException(argument + " (expected: see --help)");
      }
    }
    String report = asked.isEmpty() ? "latest" : String.join("-", asked);
    Path work = Files.createTempDirectory("opinion-loop-bench-");
    List<Section> sections = new ArrayList<>();
    Map<String, String> circumstances = Machine.describe(home, plan);
    for (String name : asked.isEmpty() ? usual(quick) : asked) {
      Supplier<Suite> suite = SUITES.get(name);
      if (suite == null) {
        throw new IllegalArgumentException(name + " (expected: some of " + SUITES.keySet() + ")");
      }
      System.err.println("measuring: " + name);
      try (Lab lab = new Lab(home, work.resolve(name))) {
        sections.addAll(suite.get().run(lab, plan));
      } catch (RuntimeException failed) { // the others are worth having, and the page says so
        System.err.println(name + ": " + failed);
        sections.add(new Section(name + ": NOT MEASURED, it failed"));
      }
      // Also if a later one fails.
      new Report(circumstances, sections).write(results, report);
    }
    Lab.clear(work);
    System.out.println(new Report(circumstances, sections).markdown());
    System.err.println("written: " + results.resolve(report + ".md") + " and .json; logs: " + work);
  }

  private static List<String> usual(boolean quick) {
    return SUITES.keySet().stream()
        .filter(name -> !ONLY_IF_ASKED.contains(name))
        .filter(name -> !quick || !NOT_IF_QUICK.contains(name))
        .toList();
  }

  private static Map<String, Supplier<Suite>> suites() {
    Map<String, Supplier<Suite>> suites = new LinkedHashMap<>();
    suites.put("intake", IntakeSuite::new);
    suites.put("files", FileDoorSuite::new);
    suites.put("classifier", ClassifierSuite::new);
    suites.put("reply", ReplySuite::new);
    suites.put("reporting", ReportingSuite::new);
    suites.put("loop", LoopSuite::new);
    suites.put("start", StartSuite::new);
    suites.put("code", CodeSuite::new);
    suites.put("trade", TradeSuite::new);
    suites.put("scale", ScaleSuite::new);
    suites.put("growth", GrowthSuite::new);
    return suites;
  }
}
