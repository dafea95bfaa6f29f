package org.opinionloop.bench.speed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opinionloop.bench.anchor.BareReply;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.contracts.Topics;

/** The writing of letters against a bare topology with the same store that composes nothing. */
final class ReplySuite implements Suite {

  @Override
  public List<Section> run(Lab lab, Plan plan) {
    Section section = new Section("Reply, the writing of letters");
    lab.topic("anchor.classified");
    lab.topic("anchor.issued");
    Jvm bare =
        lab.program(
            "bare-reply",
            BareReply.class,
            lab.kafka(),
            lab.directory().resolve("state/bare-reply").toString(),
            "anchor.classified",
            "anchor.issued");
    Jvm service =
        lab.service("reply-service", Lab.freePort(), "--spring.cloud.function.definition=letters");
    Happenings happenings = new Happenings();
    JsonCodec<OpinionClassified> codec = JsonCodec.of(OpinionClassified.class);
    int records = plan.records() / 2;
    Contender anchor = section.contender("bare topology, same store, same writes");
    Contender product = section.contender("reply-service, letters");
    try (Feed feed = new Feed(lab.kafka(), lab.admin())) {
      Stages stages = new Stages(lab, feed);
      Map<Contender, Rounds.Round> turns = new LinkedHashMap<>();
      turns.put(
          anchor,
          stages.untilCommitted(
              bare,
              "anchor",
              records,
              () -> Stages.record("anchor.classified", codec, happenings.classified())));
      turns.put(
          product,
          stages.untilCommitted(
              service,
              "reply-service",
              records,
              () -> Stages.record(Topics.OPINIONS_CLASSIFIED, codec, happenings.classified())));
      plan.interleave(turns, List.of(bare, service));
    }
    section.atLeast("rate over bare topology", product.ratio(anchor, Contender.RATE), 0.8);
    section.says("processor time over bare topology", product.ratio(anchor, Contender.CPU));
    return List.of(section);
  }
}
