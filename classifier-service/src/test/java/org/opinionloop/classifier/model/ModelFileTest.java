package org.opinionloop.classifier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelFileTest {

  private final Model model = model();

  @Test
  void comesBackAsItWent() throws IOException {
    Model read = read(write(model));

    assertThat(read.version()).isEqualTo("test-1");
    assertThat(ModelFile.fingerprint(read)).isEqualTo(ModelFile.fingerprint(model));
    assertThat(read.normaliser()).isEqualTo(model.normaliser());
    assertThat(read.probabilities("路灯", "不亮了")).isEqualTo(model.probabilities("路灯", "不亮了"));
  }

  @Test
  void isRefusedWhereverASingleByteWasChanged() throws IOException {
    byte[] bytes = write(model);
    Random random = new Random(4);
    for (int n = 0; n < 200; n++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));

      assertThatThrownBy(() -> read(damaged))
          .isInstanceOf(DamagedModelException.class)
          .hasMessageStartingWith("model test.bin: ");
    }
  }

  @Test
  void isRefusedWhenCutOffAnywhere() throws IOException {
    byte[] bytes = write(model);
    Random random = new Random(5);
    for (int n = 0; n < 100; n++) {
      byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));

      assertThatThrownBy(() -> read(cut)).isInstanceOf(DamagedModelException.class);
    }
  }

  @Test
  void bearsTheFingerprintOfNoModelThatAnswersOtherwise() {
    List<String> labels = List.of("A", "B");
    float[] one = {1};
    float[] two = {2};
    Calibration other = new Calibration(new float[] {0, 1}, new float[] {0, 0.5f});
    List<Axis> axes =
        List.of(
            new Axis("field", labels, one, one, Calibration.IDENTITY, 0.5),
            new Axis("theme", labels, one, one, Calibration.IDENTITY, 0.5),
            new Axis("field", List.of("B", "A"), one, one, Calibration.IDENTITY, 0.5),
            new Axis("field", labels, two, one, Calibration.IDENTITY, 0.5),
            new Axis("field", labels, one, two, Calibration.IDENTITY, 0.5),
            new Axis("field", labels, one, one, other, 0.5),
            new Axis("field", labels, one, one, Calibration.IDENTITY, Math.nextUp(0.5)));
    Rows rows = new Rows(8, 1, 0.5f, new int[] {7});
    Rows elsewhere = new Rows(8, 1, 0.5f, new int[] {8});
    Rows rarer = new Rows(8, 1, 0.25f, new int[] {7});
    Rows heavier = new Rows(8, 1, 0.5f, new int[] {7});
    heavier.weight(0, 0, 1);

    Set<Integer> fingerprints = new HashSet<>();
    axes.forEach(axis -> fingerprints.add(fingerprint("one", axis, rows)));
    for (Rows others : List.of(elsewhere, rarer, heavier)) {
      fingerprints.add(fingerprint("one", axes.get(0), others));
    }

    assertThat(fingerprints).hasSize(axes.size() + 3);
    assertThat(fingerprints).contains(fingerprint("other", axes.get(0), rows));
  }

  private int fingerprint(String version, Axis axis, Rows rows) {
    return ModelFile.fingerprint(new Model(version, model.normaliser(), List.of(axis), rows));
  }

  private static Model model() {
    char[] table = new char[1 << 16];
    for (int c = 0; c < table.length; c++) {
      table[c] = Character.isLetter(c) ? (char) c : Normaliser.BREAK;
    }
    Random random = new Random(1);
    int[] buckets = IntStream.range(0, 1024).filter(b -> random.nextInt(200) == 0).toArray();
    Rows rows = new Rows(10, 3, 0.1f, buckets);
    for (int row = 0; row < buckets.length; row++) {
      rows.rarity(row, 1 + random.nextInt(255));
      for (int lane = 0; lane < 3; lane++) {
        rows.weight(row, lane, random.nextInt(255) - 127);
      }
    }
    float[] two = {0.01f, 0.02f};
    Axis one = new Axis("theme", List.of("A", "B", "C"), two, two, Calibration.IDENTITY, 0.5);
    float[] single = {0.3f};
    Axis other = new Axis("kind", List.of("X", "Y"), single, single, Calibration.IDENTITY, 0.9);
    return new Model("test-1", new Normaliser(table), List.of(one, other), rows);
  }

  private static byte[] write(Model model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelFile.write(model, out);
    return out.toByteArray();
  }

  private static Model read(byte[] bytes) throws IOException {
    return ModelFile.read(new ByteArrayInputStream(bytes), "test.bin");
  }
}
