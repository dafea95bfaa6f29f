package org.opinionloop.bench.speed;

import java.util.List;

/**
 * What an opinion costs when many came before it: the stores have grown, and the memory of issues
 * has been full for long. Takes half an hour.
 */
final class GrowthSuite implements Suite {

  static final String NAME = "Growth: processor time an opinion, all processes but intake";

  private static final List<Integer> SIZES = List.of(ScaleSuite.WARM, 100_000, 1_000_000);

  @Override
  public List<Section> run(Lab first, Plan plan) {
    Section section = new Section(NAME);
    ScaleSuite.Way way = new ScaleSuite.Way("opinions in the stores", ScaleSuite.PARTITIONS, 1, 1);
    List<Double> costs = ScaleSuite.measure(first, section, way, SIZES, plan);
    ScaleSuite.spread(section, "opinions in the stores: dearest over cheapest", costs);
    return List.of(section);
  }
}
