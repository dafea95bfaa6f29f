package org.opinionloop.bench.code;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.opinionloop.classifier.model.ModelFile;
import org.opinionloop.classifier.stream.Classifier;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.LetterId;
import org.opinionloop.contracts.LetterIssued;
import org.opinionloop.contracts.LetterKind;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.calendar.WorkingTime;
import org.opinionloop.contracts.taxonomy.Names;
import org.opinionloop.contracts.taxonomy.Taxonomy;
import org.opinionloop.kit.taxonomy.TaxonomyFile;
import org.opinionloop.reply.letter.Composed;
import org.opinionloop.reply.letter.Letter;
import org.opinionloop.reply.letter.LetterComposer;
import org.opinionloop.reply.letter.Letterhead;
import org.opinionloop.reply.letter.Matter;
import org.opinionloop.reply.letter.Promise;
import org.opinionloop.reply.letter.Stationery;
import org.opinionloop.reporting.cases.Case;
import org.opinionloop.reporting.cases.CaseReading;
import org.opinionloop.reporting.cases.Catalogue;
import org.opinionloop.reporting.cases.Policy;
import org.opinionloop.reporting.cells.Contribution;
import org.opinionloop.reporting.cells.Tally;

/**
 * One opinion of a hundred characters on its way. {@code mvn test -Pbench -pl deploy/bench -am
 * -DskipTests} runs it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HotCodeBenchmark {

  private static final Instant NOW = Instant.parse("2026-03-05T02:30:00.123Z");
  private static final String TEXT =
      "梧桐里三巷从小卖部到垃圾房那一段，四盏灯全灭。我妈七十三了，每天五点半去早市，前天踩空台阶把手腕扭了。"
          + "灯杆上的编号是DH-0417到0420，麻烦派人看看是线断了还是灯坏了，谢谢。";

  private final byte[] bits = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  private final OpinionId id = OpinionId.of(bits);
  private final JsonCodec<OpinionReceived> receivedCodec = JsonCodec.of(OpinionReceived.class);
  private final JsonCodec<OpinionClassified> classifiedCodec =
      JsonCodec.of(OpinionClassified.class);
  private final JsonCodec<LetterIssued> issuedCodec = JsonCodec.of(LetterIssued.class);
  private final OpinionReceived received =
      new OpinionReceived(
          id, "website", "WZ-1", "三巷口路灯不亮", TEXT, "zh-Hans", "东湖区", "梧桐里三巷", NOW, NOW, NOW, false,
          true, null, null);
  private final byte[] receivedBytes = receivedCodec.encode(received);
  private final Taxonomy taxonomy = taxonomy();
  private final Classifier classifier = classifier(taxonomy);
  private final OpinionClassified classified = classifier.classify(received, NOW);
  private final byte[] classifiedBytes = classifiedCodec.encode(classified);
  private final WorkingTime time = WorkingTime.standard();
  private final Promise promise =
      new Promise(time.dayOf(NOW).plusDays(7), time.endOf(time.dayOf(NOW).plusDays(7)));
  private final LetterComposer composer = composer();
  private final Matter matter =
      new Matter(
          id,
          "website",
          "三巷口路灯不亮",
          "zh-Hans",
          NOW,
          classified.theme(),
          classified.kind(),
          classified.unit());
  private final LetterIssued letter = letter();
  private final Policy policy =
      new Policy(time, 15, 1, Duration.ofHours(24), Catalogue.of(taxonomy));
  private final Case before = Case.UNKNOWN.with(received).with(classified);
  private final Contribution counted = contribution(before);
  private final Tally cell = many(counted.tally());

  @Benchmark
  public OpinionId idOfBits() {
    return OpinionId.of(bits);
  }

  @Benchmark
  public OpinionId idParsedAndChecked() {
    return OpinionId.parse("0410-61G5-0M30-J2HA-" + id.value().charAt(20));
  }

  @Benchmark
  public byte[] encodeReceived() {
    return receivedCodec.encode(received);
  }

  @Benchmark
  public OpinionReceived decodeReceived() {
    return receivedCodec.decode(receivedBytes);
  }

  @Benchmark
  public byte[] encodeClassified() {
    return classifiedCodec.encode(classified);
  }

  @Benchmark
  public OpinionClassified decodeClassified() {
    return classifiedCodec.decode(classifiedBytes);
  }

  @Benchmark
  public OpinionClassified classify() {
    return classifier.classify(received, NOW);
  }

  @Benchmark
  public Composed composeLetter() {
    return composer.compose(matter, new Letter.Acknowledgement(promise), NOW);
  }

  @Benchmark
  public byte[] encodeLetter() {
    return issuedCodec.encode(letter);
  }

  /** An event is added to its case, the case is read anew, and what changes is worked out. */
  @Benchmark
  public List<Contribution> foldCase() {
    return Contribution.changes(counted, contribution(before.with(letter)));
  }

  /** A change is added to a cell of a few hundred opinions. */
  @Benchmark
  public Tally updateCell() {
    return cell.plus(counted.tally());
  }

  private Contribution contribution(Case facts) {
    CaseReading reading = CaseReading.of(facts, policy);
    return Contribution.of(reading.state(id).orElseThrow(), reading.traits(), time);
  }

  private static Tally many(Tally one) {
    Tally sum = one;
    for (int i = 0; i < 300; i++) {
      sum = sum.plus(one);
    }
    return sum;
  }

  private LetterIssued letter() {
    Composed text = composer.compose(matter, new Letter.Acknowledgement(promise), NOW);
    return new LetterIssued(
        id,
        LetterId.of(id, LetterKind.ACKNOWLEDGEMENT, 1),
        LetterKind.ACKNOWLEDGEMENT,
        text.subject(),
        text.body(),
        text.language(),
        promise.answerBy(),
        promise.dueAt(),
        text.templateVersion(),
        null,
        null,
        NOW,
        NOW);
  }

  private LetterComposer composer() {
    Names names = new Names(Map.of("zh-Hans", "市民意见办理中心"));
    Letterhead head =
        new Letterhead(
            names,
            "0000-8800-1000",
            names,
            names,
            Map.of("website", names),
            "http://127.0.0.1:8084/v1/opinions/{id}",
            "http://127.0.0.1:8081/v1/opinions/{id}/rating");
    return new LetterComposer(Stationery.bundled(), head, taxonomy, time);
  }

  private static Classifier classifier(Taxonomy taxonomy) {
    try (InputStream model = resource("/model/opinion-loop.bin")) {
      return new Classifier(ModelFile.read(model, "model"), taxonomy);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static Taxonomy taxonomy() {
    try (InputStream taxonomy = resource("/taxonomy.yml")) {
      return TaxonomyFile.read(taxonomy, "taxonomy");
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(HotCodeBenchmark.class.getResourceAsStream(name), name);
  }
}
