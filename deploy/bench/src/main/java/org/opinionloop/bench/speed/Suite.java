package org.opinionloop.bench.speed;

/** Something to be measured, on a broker of its own. */
interface Suite {

  /** Measures it; takes a bounded time. */
  Section run(Lab lab, Plan plan) throws InterruptedException;
}
