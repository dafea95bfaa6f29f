package org.opinionloop.local;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line.
 *
 * @param kafka {@code host:port} of an outside cluster; absent for the broker of our own
 */
record Options(
    Path dataDirectory,
    boolean demo,
    boolean fresh,
    boolean help,
    @Nullable String kafka,
    Ports ports) {

  static final String HELP =
      """
      Runs Opinion Loop on this machine: a Kafka broker and the four services, all on loopback.

      deploy/local/run [options]
        --demo               feed the sample, half a year of opinions, and show what became of it
        --data-dir=DIR       where everything is kept (default: data, in the repository)
        --fresh              begin with nothing: delete what an earlier run left in the data directory
        --kafka=HOST:PORT    use this Kafka instead of one of our own
        --ports=A,B,C,D,E    listen there: intake, classifier, reply, reporting, Kafka
                             (default: 8081,8082,8083,8084,9092)
        --help               this text

      Stop it with Ctrl-C; started again, everything is still there.
      Java options can be given in OPINION_LOOP_JAVA_OPTIONS.
      """;

  private static final Set<String> FLAGS = Set.of("--demo", "--fresh", "--help");
  private static final Set<String> SETTINGS = Set.of("--data-dir", "--kafka", "--ports");

  /**
   * Reads {@code --option=value} and {@code --option value}.
   *
   * @param home what a relative data directory by default is relative to
   */
  static Options parse(String[] arguments, Path home) {
    Map<String, String> given = new LinkedHashMap<>();
    Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments));
    while (!rest.isEmpty()) {
      String argument = rest.pop();
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (name.equals("-h")) {
        name = "--help";
      }
      if (FLAGS.contains(name) && equals < 0) {
        given.put(name, "");
      } else if (SETTINGS.contains(name)) {
        given.put(name, value(name, equals < 0 ? rest.poll() : argument.substring(equals + 1)));
      } else {
        throw new CannotStart("unknown option " + argument + "; --help shows what there is");
      }
    }
    return new Options(
        given.containsKey("--data-dir") ? Path.of(given.get("--data-dir")) : home.resolve("data"),
        given.containsKey("--demo"),
        given.containsKey("--fresh"),
        given.containsKey("--help"),
        address(given.get("--kafka")),
        given.containsKey("--ports") ? Ports.parse(given.get("--ports")) : Ports.USUAL);
  }

  private static String value(String name, @Nullable String value) {
    if (value == null || value.isBlank() || value.startsWith("--")) {
      throw new CannotStart(name + " needs a value; --help shows which");
    }
    return value;
  }

  private static @Nullable String address(@Nullable String kafka) {
    if (kafka != null && !kafka.matches("[^\\s:,]+:[0-9]{1,5}(,[^\\s:,]+:[0-9]{1,5})*")) {
      throw new CannotStart("--kafka: " + kafka + " (expected: host:port)");
    }
    return kafka;
  }
}
