package org.opinionloop.local;

/** Runs the loop on one machine. */
public final class Main {
  private Main() {}

  /** Runs. */
  public static void main(String[] arguments) {}
}
