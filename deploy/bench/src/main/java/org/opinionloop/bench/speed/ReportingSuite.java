package org.opinionloop.bench.speed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.opinionloop.bench.anchor.BareCount;
import org.opinionloop.contracts.LoopCount;
import org.opinionloop.contracts.Topics;

/** Cases and cells against a topology that only counts the same events. */
final class ReportingSuite implements Suite {

  private static final int EVENTS = 4;

  @Override
  public List<Section> run(Lab lab, Plan plan) {
    Section section = new Section("Reporting, four events an opinion");
    for (String topic :
        new String[] {
          Topics.OPINIONS_RECEIVED,
          Topics.OPINIONS_CLASSIFIED,
          Topics.LETTERS_ISSUED,
          Topics.LETTERS_DELIVERED
        }) {
      lab.topic("anchor." + topic);
    }
    lab.topic("anchor.counts");
    Jvm bare =
        lab.program(
            "bare-count",
            BareCount.class,
            lab.kafka(),
            lab.directory().resolve("state/bare-count").toString(),
            "anchor.",
            "anchor.counts");
    Jvm service = lab.service("reporting-service", Lab.freePort());
    Happenings happenings = new Happenings();
    int records = plan.records() / 2 / EVENTS * EVENTS;
    Contender anchor = section.contender("bare topology that counts the same events");
    Contender product = section.contender("reporting-service");
    try (Feed feed = new Feed(lab.kafka(), lab.admin());
        Totals counts =
            new Totals(
                lab.kafka(), "anchor.counts", value -> java.nio.ByteBuffer.wrap(value).getLong());
        Totals cells = new Totals(lab.kafka(), Topics.METRICS, ReportingSuite::delivered)) {
      Stages stages = new Stages(lab, feed);
      Map<Contender, Rounds.Round> turns = new LinkedHashMap<>();
      turns.put(
          anchor,
          stages.until(
              bare, records, events(happenings, "anchor."), () -> counts.awaitMore(records)));
      turns.put(
          product,
          stages.until(
              service, records, events(happenings, ""), () -> cells.awaitMore(records / EVENTS)));
      plan.interleave(turns, List.of(bare, service));
    }
    section.atLeast("rate over bare counting", product.ratio(anchor, Contender.RATE), 0.5);
    section.says("processor time over bare counting", product.ratio(anchor, Contender.CPU));
    return List.of(section);
  }

  private static Supplier<ProducerRecord<byte[], byte[]>> events(
      Happenings happenings, String prefix) {
    Deque<ProducerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    return () -> {
      if (waiting.isEmpty()) {
        waiting.addAll(happenings.acknowledged(prefix));
      }
      return waiting.remove();
    };
  }

  /** How many acknowledgements of a cell are delivered: the last thing that happens here. */
  private static long delivered(byte[] cell) {
    return Totals.count(
        new String(cell, StandardCharsets.UTF_8), LoopCount.ACKNOWLEDGEMENT_DELIVERED.code());
  }
}
