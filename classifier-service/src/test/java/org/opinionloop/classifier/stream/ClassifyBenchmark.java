package org.opinionloop.classifier.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.opinionloop.classifier.ShippedModel;
import org.opinionloop.classifier.model.Model;
import org.opinionloop.classifier.model.Verdict;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.kit.taxonomy.TaxonomyFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Texts a second on one core at 222 characters, the median of real messages: all axes at once,
 * without reasons, with them, and with all rules that make up an event; and, as an anchor for
 * comparison between machines, the plainest loop there is, a hashed 1-3-gram linear model for seven
 * labels.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ClassifyBenchmark {

  private static final int LENGTH = 222;
  private static final int LABELS = 7;
  private static final int MASK = (1 << 18) - 1;

  private static final OpinionId ID = OpinionId.of(new byte[10]);
  private static final Instant AT = Instant.parse("2026-04-01T01:00:00Z");

  private final List<String> texts = new ArrayList<>();
  private final float[] weights = new float[(MASK + 1) * LABELS];
  private final Model model = ShippedModel.get();
  private final Classifier classifier = new Classifier(model, taxonomy());
  private int next;

  @Setup
  public void cutTexts() throws IOException {
    StringBuilder all = new StringBuilder();
    JsonMapper json = JsonMapper.builder().build();
    for (String line : Files.readAllLines(Path.of("training", "authored.jsonl"))) {
      JsonNode row = json.readTree(line);
      all.append(row.get("text").asString()).append('。');
    }
    for (int from = 0; from + LENGTH <= all.length(); from += LENGTH) {
      texts.add(all.substring(from, from + LENGTH));
    }
    Random random = new Random(1);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextFloat();
    }
  }

  @Benchmark
  public double[] allAxes() {
    return model.probabilities("", text());
  }

  @Benchmark
  public Verdict allAxesWithReasons() {
    return model.judge("", text());
  }

  @Benchmark
  public OpinionClassified wholeEvent() {
    return classifier.classify(
        new OpinionReceived(
            ID, "hotline", null, null, text(), "zh-Hans", null, null, null, AT, AT, false, true,
            null, null),
        AT);
  }

  @Benchmark
  public float[] anchor() {
    String text = text();
    float[] sums = new float[LABELS];
    for (int i = 0; i < text.length(); i++) {
      int hash = 0;
      for (int n = 0; n < 3 && i + n < text.length(); n++) {
        hash = hash * 31 + text.charAt(i + n);
        int from = (hash * 0x9E3779B1 >>> 14 & MASK) * LABELS;
        for (int c = 0; c < LABELS; c++) {
          sums[c] += weights[from + c];
        }
      }
    }
    return sums;
  }

  private String text() {
    next = next + 1 == texts.size() ? 0 : next + 1;
    return texts.get(next);
  }

  private static Taxonomy taxonomy() {
    try (InputStream yaml = TaxonomyFile.class.getResourceAsStream("/taxonomy.yml")) {
      return TaxonomyFile.read(yaml, "taxonomy.yml");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
