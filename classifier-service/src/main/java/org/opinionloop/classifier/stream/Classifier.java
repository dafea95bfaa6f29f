package org.opinionloop.classifier.stream;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opinionloop.classifier.issue.Fingerprinter;
import org.opinionloop.classifier.model.Model;
import org.opinionloop.classifier.model.Prediction;
import org.opinionloop.classifier.model.Verdict;
import org.opinionloop.classifier.rules.Danger;
import org.opinionloop.classifier.rules.Summary;
import org.opinionloop.classifier.rules.TopicWords;
import org.opinionloop.classifier.rules.Validator;
import org.opinionloop.contracts.Envelope;
import org.opinionloop.contracts.Kind;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.Priority;
import org.opinionloop.contracts.Validity;
import org.opinionloop.contracts.taxonomy.Taxonomy;

/**
 * Makes of an opinion as received the opinion as classified. It has no state: the same opinion gets
 * the same labels, however often it comes. What is urgent stays with the unit of its field, and the
 * priority says that the taxonomy's urgent unit is to be told as well. Thread-safe.
 */
public final class Classifier {

  private final Model model;
  private final Taxonomy taxonomy;
  private final Validator validator;
  private final TopicWords topics;
  private final Fingerprinter fingerprinter;

  /**
   * Labels by this model in the words of this taxonomy.
   *
   * @throws IllegalStateException if the model has a label that the taxonomy does not know
   */
  public Classifier(Model model, Taxonomy taxonomy) {
    this.model = model;
    this.taxonomy = taxonomy;
    this.validator = new Validator(model.normaliser());
    this.topics = new TopicWords(taxonomy, model.normaliser());
    this.fingerprinter = new Fingerprinter(model, taxonomy);
    ModelFit.check(model, taxonomy);
  }

  /** What it is about. */
  public OpinionClassified classify(OpinionReceived opinion, Instant now) {
    String title = opinion.title() == null ? "" : opinion.title();
    String text = opinion.text();
    Validity validity = validator.judge(title, text);
    String plainTitle = model.normaliser().normalise(title);
    String plainText = model.normaliser().normalise(text);
    Verdict verdict = model.judge(title, text);
    String theme = verdict.on(ModelFit.THEME).label();
    String field = verdict.on(ModelFit.FIELD).label();
    Map<String, Double> confidence = new LinkedHashMap<>();
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    for (Prediction prediction : verdict.predictions()) {
      confidence.put(prediction.axis(), Math.round(prediction.confidence() * 10_000) / 10_000.0);
      reasons.put(prediction.axis(), prediction.reasons());
    }
    Optional<TopicWords.Found> topic =
        validity.isValid()
            ? topics.find(theme, plainTitle, plainText, title, text)
            : Optional.empty();
    topic.ifPresent(found -> reasons.put(OpinionClassified.TOPIC, found.words()));
    return new OpinionClassified(
        opinion.opinionId(),
        validity,
        theme,
        topic.map(TopicWords.Found::topic).orElse(null),
        field,
        Kind.valueOf(verdict.on(ModelFit.KIND).label()),
        taxonomy.field(field).orElseThrow().unit(),
        validity.isValid() ? Danger.judge(plainTitle, plainText) : Priority.NORMAL,
        confidence,
        reasons,
        model.version(),
        validity.isValid() && verdict.needsReview(),
        envelope(opinion),
        validity.isValid() ? fingerprinter.of(opinion) : null,
        now);
  }

  private static Envelope envelope(OpinionReceived opinion) {
    return new Envelope(
        opinion.channel(),
        Summary.of(opinion.title(), opinion.text()),
        opinion.language(),
        opinion.district(),
        opinion.receivedAt(),
        opinion.recordedAt(),
        opinion.imported(),
        opinion.letters(),
        opinion.contact(),
        opinion.sender());
  }
}
