package org.opinionloop.bench.speed;

/** Says that it is there, and waits to be ended. */
final class Idle {

  private Idle() {}

  public static void main(String[] arguments) throws InterruptedException {
    System.out.println("ready");
    Thread.currentThread().join();
  }
}
