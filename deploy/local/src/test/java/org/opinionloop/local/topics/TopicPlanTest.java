package org.opinionloop.local.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicPlanTest {

  private final TopicCatalogue.Entry kept = entry("kept", TopicCatalogue.Cleanup.delete, "forever");
  private final TopicCatalogue.Entry brief = entry("brief", TopicCatalogue.Cleanup.delete, "P1D");
  private final TopicCatalogue.Entry latest =
      entry("latest", TopicCatalogue.Cleanup.compact, "forever");
  private final TopicCatalogue catalogue = new TopicCatalogue(6, List.of(kept, brief, latest));

  @Test
  void createsEverythingOnAnEmptyCluster() {
    assertThat(TopicPlan.of(catalogue, Map.of()))
        .isEqualTo(new TopicPlan(List.of(kept, brief, latest), List.of()));
  }

  @Test
  void hasNothingToDoWhereAllIsAsItShouldBe() {
    assertThat(TopicPlan.of(catalogue, asItShouldBe()))
        .isEqualTo(new TopicPlan(List.of(), List.of()));
  }

  @Test
  void tellsOfWhatDiffersAndTouchesNothing() {
    Map<String, TopicPlan.Existing> existing = asItShouldBe();
    existing.put("kept", new TopicPlan.Existing(3, Map.of("cleanup.policy", "delete")));

    TopicPlan plan = TopicPlan.of(catalogue, existing);

    assertThat(plan.missing()).isEmpty();
    assertThat(plan.differences())
        .containsExactly(
            "topic kept: partitions is 3 (expected: 6)",
            "topic kept: retention.ms is null (expected: -1)");
  }

  @Test
  void leavesOtherPeoplesTopicsAlone() {
    Map<String, TopicPlan.Existing> existing = asItShouldBe();
    existing.put("of.somebody.else", new TopicPlan.Existing(1, Map.of()));

    assertThat(TopicPlan.of(catalogue, existing)).isEqualTo(new TopicPlan(List.of(), List.of()));
  }

  @Test
  void writesADurationAsMilliseconds() {
    assertThat(brief.config()).containsEntry("retention.ms", "86400000");
  }

  private Map<String, TopicPlan.Existing> asItShouldBe() {
    Map<String, TopicPlan.Existing> existing = new HashMap<>();
    catalogue
        .topics()
        .forEach(entry -> existing.put(entry.name(), new TopicPlan.Existing(6, entry.config())));
    return existing;
  }

  private static TopicCatalogue.Entry entry(
      String name, TopicCatalogue.Cleanup cleanup, String retention) {
    return new TopicCatalogue.Entry(name, null, "somebody", cleanup, retention, null, null);
  }
}
