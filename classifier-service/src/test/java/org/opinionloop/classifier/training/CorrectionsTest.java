package org.opinionloop.classifier.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.OpinionCorrected;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionReceived;

class CorrectionsTest {

  private static final Instant AT = Instant.parse("2026-04-01T01:00:00Z");

  @Test
  void areRowsWithTheLastLabelOfEachAxis() {
    Corrections corrections = new Corrections();
    OpinionId id = id(1);
    corrections.add(corrected(id, "POLICY", Kind.HELP));
    corrections.add(corrected(id, "SERVICE", null));
    corrections.add(corrected(id(2), "SERVICE", null));
    corrections.add(received(id, "路灯不亮"));
    corrections.add(received(id, "again"));
    corrections.add(received(id(3), "nobody corrected this"));

    assertThat(corrections.lines())
        .containsExactly(
            "{\"id\":\""
                + id
                + "\",\"channel\":\"hotline\",\"text\":\"路灯不亮\",\"theme\":\"SERVICE\",\"kind\":\"HELP\"}");
  }

  private static OpinionCorrected corrected(OpinionId id, String theme, Kind kind) {
    return new OpinionCorrected(id, theme, null, null, kind, null, "misread", "officer-1", AT, AT);
  }

  private static OpinionReceived received(OpinionId id, String text) {
    return new OpinionReceived(
        id, "hotline", null, null, text, "zh-Hans", null, null, null, AT, AT, false, true, null,
        null);
  }

  private static OpinionId id(int n) {
    return OpinionId.of(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) n});
  }
}
