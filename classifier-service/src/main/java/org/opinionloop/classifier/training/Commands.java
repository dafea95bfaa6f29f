package org.opinionloop.classifier.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.opinionloop.classifier.model.DamagedModelException;

/** The commands of the jar, by their first argument; none of them starts the service. */
public final class Commands {

  private static final String OPTION = "--";
  private static final String HELP = "--help";

  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private final Map<String, Command> commands = new LinkedHashMap<>();

  /** All commands there are. */
  public Commands() {
    commands.put("train", new TrainCommand());
    commands.put("evaluate", new EvaluateCommand());
    commands.put("fingerprint", new FingerprintCommand());
    commands.put("export-corrections", new ExportCorrectionsCommand());
  }

  /**
   * Whether these arguments ask for a command or for help, rather than for the service, which is
   * told nothing but its settings. A command that does not exist is asked for all the same.
   */
  public boolean areMeant(String[] arguments) {
    return arguments.length > 0 && (!arguments[0].startsWith(OPTION) || arguments[0].equals(HELP));
  }

  /**
   * Runs the command.
   *
   * @return the exit status: 0 done, 1 failed, 2 used wrongly
   */
  public int run(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    if (arguments[0].equals(HELP)) {
      out.println("Without a command the service runs. Commands:\n");
      commands.values().forEach(each -> out.println(each.help()));
      return 0;
    }
    Command command = commands.get(arguments[0]);
    if (command == null) {
      err.println(
          arguments[0]
              + ": no such command (expected: "
              + String.join(", ", commands.keySet())
              + ", or none for the service)");
      return MISUSED;
    }
    List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
    if (rest.contains(HELP)) {
      out.print(command.help());
      return 0;
    }
    Set<String> known = new TreeSet<>(command.options());
    try {
      command.run(new Options(rest, known), out);
      return 0;
    } catch (UsageException | DamagedModelException misuse) {
      err.println(arguments[0] + ": " + misuse.getMessage());
      return MISUSED;
    } catch (IOException failure) {
      err.println(arguments[0] + ": " + failure);
      return FAILED;
    }
  }
}
