package org.opinionloop.reporting.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.opinionloop.contracts.CaseStatus;

class WorkKeyTest {

  private static final String ID = "OP-0000-0000-0000-0000";
  private static final String[] CHARACTERS = {"|", "%", "7", "C", "{", "}", "~", "*", "A", "民"};

  @RepeatedTest(100)
  void whoSkipsWhatAUnitHasComesToEveryUnitOnce(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    TreeSet<String> units = new TreeSet<>();
    TreeSet<String> keys = new TreeSet<>(WorkKeyTest::asTheStoreSorts);
    for (int i = random.nextInt(20); i > 0; i--) {
      String unit = unit(random);
      units.add(unit);
      keys.add(new WorkKey(unit, CaseStatus.RECEIVED, false, Instant.EPOCH, ID).key());
      keys.add(new WorkKey(unit, CaseStatus.ANSWERED, true, WorkKey.NEVER, ID).key());
    }

    List<String> found = new ArrayList<>();
    for (String key = keys.ceiling(""); key != null; ) {
      found.add(WorkKey.unit(key));
      key = keys.ceiling(WorkKey.behindUnit(key));
    }

    assertThat(found).containsExactlyInAnyOrderElementsOf(units);
  }

  private static String unit(Random random) {
    return IntStream.range(0, 1 + random.nextInt(4))
        .mapToObj(i -> CHARACTERS[random.nextInt(CHARACTERS.length)])
        .collect(Collectors.joining());
  }

  private static int asTheStoreSorts(String one, String other) {
    return Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }
}
