package org.opinionloop.classifier.training;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Set;

/** Something the jar does beside running the service. */
interface Command {

  /** What {@code --help} prints. */
  String help();

  /** The options it knows, without dashes. */
  Set<String> options();

  /** Does it; what it has to say goes to {@code out}. */
  void run(Options options, PrintStream out) throws IOException;
}
