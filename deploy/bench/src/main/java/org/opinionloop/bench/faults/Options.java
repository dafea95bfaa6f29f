package org.opinionloop.bench.faults;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What was asked for on the command line.
 *
 * @param opinions at least so many are handed in
 * @param faults how many; 0 for one of each kind
 * @param rate opinions a second
 */
record Options(Form form, long seed, int opinions, int faults, double rate) {

  /** From one fault to the next, with the recovery, on a slow machine. */
  private static final int SECONDS_A_FAULT = 50;

  static final String HELP =
      """
      Breaks a running loop on purpose, and checks from its topics that nothing was lost or doubled.

      deploy/bench/faults [--short | --long | --overload | --slow-mail | --upgrades] [options]
        --short          one fault of each kind (default)
        --long           200,000 opinions and 60 faults, in fewer and longer transactions: more than half an hour
        --overload       intake under twice the load that it can take
        --slow-mail      a mail server that is far slower than the letters
        --upgrades       stores rebuilt, history replayed, topics moved to more partitions
        --seed=N         another order of faults (default: 1)
        --opinions=N     at least so many
        --faults=N       so many
        --rate=N         opinions a second

      Ends with 0 only if every promise was kept. Needs the right to mount (root) for a disk that is really full; without, it
      limits the length of the broker's files instead, and says so.
      """;

  /** Which of the rehearsals. */
  enum Form {
    SHORT,
    LONG,
    OVERLOAD,
    SLOW_MAIL,
    UPGRADES;

    String flag() {
      return "--" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * How large the broker's disk is. One that is going to be filled is memory that will be taken, so
   * it has room for the opinions to be expected, about 16 kB each with all that follows, and 512 MB
   * more. The others take no more than they need, however large they could grow.
   */
  int diskMegabytes() {
    if (form != Form.SHORT && form != Form.LONG) {
      return 2_048;
    }
    int happening = faults == 0 ? Fault.Kind.values().length : faults;
    double expected = Math.max(opinions, happening * SECONDS_A_FAULT * rate);
    return 512 + (int) Math.ceil(expected * 0.016);
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException with a sentence if one is not understood
   */
  static Options parse(List<String> arguments) {
    Form form =
        arguments.stream()
            .flatMap(each -> Arrays.stream(Form.values()).filter(f -> f.flag().equals(each)))
            .findFirst()
            .orElse(Form.SHORT);
    for (String argument : arguments) {
      boolean known =
          argument.equals(form.flag())
              || List.of("--seed=", "--opinions=", "--faults=", "--rate=").stream()
                  .anyMatch(argument::startsWith);
      if (!known) {
        throw new IllegalArgumentException(
            "unknown option " + argument + "; --help shows what there is");
      }
    }
    boolean isLong = form == Form.LONG;
    return new Options(
        form,
        number(arguments, "--seed").orElse(1L),
        Math.toIntExact(number(arguments, "--opinions").orElse(isLong ? 200_000L : 0L)),
        Math.toIntExact(number(arguments, "--faults").orElse(isLong ? 60L : 0L)),
        number(arguments, "--rate").orElse(isLong ? 100L : 50L));
  }

  private static Optional<Long> number(List<String> arguments, String name) {
    return arguments.stream()
        .filter(each -> each.startsWith(name + "="))
        .map(each -> each.substring(name.length() + 1))
        .map(
            value -> {
              try {
                return Long.parseLong(value);
              } catch (NumberFormatException none) {
                throw new IllegalArgumentException(name + ": " + value + " (expected: a number)");
              }
            })
        .findFirst();
  }
}
