package org.opinionloop.bench.speed;

import java.util.List;

/** Something to be measured, on a broker of its own. */
interface Suite {

  /** Measures it; takes a bounded time. */
  List<Section> run(Lab lab, Plan plan) throws InterruptedException;
}
