package org.opinionloop.bench.speed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opinionloop.bench.anchor.RawClassifier;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.OpinionReceived;
import org.opinionloop.contracts.Topics;

/** The classifier against a loop of Kafka's clients that does the same work. */
final class ClassifierSuite implements Suite {

  @Override
  public List<Section> run(Lab lab, Plan plan) {
    Section section = new Section("Classifier");
    lab.topic("anchor.received");
    lab.topic("anchor.classified");
    Jvm raw =
        lab.program(
            "raw-classifier",
            RawClassifier.class,
            lab.kafka(),
            "anchor.received",
            "anchor.classified");
    Jvm service = lab.service("classifier-service", Lab.freePort());
    Samples samples = new Samples();
    JsonCodec<OpinionReceived> codec = JsonCodec.of(OpinionReceived.class);
    Contender anchor = section.contender("raw clients in transactions, same work");
    Contender product = section.contender("classifier-service");
    try (Feed feed = new Feed(lab.kafka(), lab.admin())) {
      Stages stages = new Stages(lab, feed);
      Map<Contender, Rounds.Round> turns = new LinkedHashMap<>();
      turns.put(
          anchor,
          stages.untilCommitted(
              raw,
              "anchor",
              plan.records(),
              () -> Stages.record("anchor.received", codec, samples.received())));
      turns.put(
          product,
          stages.untilCommitted(
              service,
              "classifier-service",
              plan.records(),
              () -> Stages.record(Topics.OPINIONS_RECEIVED, codec, samples.received())));
      plan.interleave(turns, List.of(raw, service));
    }
    section.atLeast("rate over raw", product.ratio(anchor, Contender.RATE), 0.9);
    section.below("processor time over raw", product.ratio(anchor, Contender.CPU), 1.25);
    return List.of(section);
  }
}
