package org.opinionloop.reporting.stream;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.Event;
import org.opinionloop.contracts.OpinionClassified;
import org.opinionloop.reporting.cases.Case;
import org.opinionloop.reporting.hot.Sighting;

/**
 * Adds each event to its case, in memory, and says once that it has changed. What happens to an
 * opinion happens mostly within a second: what it comes to is worked out and written once a commit,
 * see {@link CaseKeeper}. An event that says nothing new, a redelivery above all, changes nothing.
 */
final class CaseFolder implements FixedKeyProcessor<String, Event, Boolean> {

  /** How many changed cases are held before a commit is asked for: some ten megabytes. */
  private static final int MANY = 2_000;

  private @Nullable FixedKeyProcessorContext<String, Boolean> context;
  private @Nullable KeyValueStore<String, Entry> cases;
  private @Nullable CasesAtHand atHand;

  @Override
  public void init(FixedKeyProcessorContext<String, Boolean> started) {
    context = started;
    cases = started.getStateStore(Stores.CASES);
    atHand = started.getStateStore(Stores.AT_HAND);
    atHand.clear();
  }

  @Override
  public void process(FixedKeyRecord<String, Event> record) {
    String id = record.key();
    CasesAtHand hand = Objects.requireNonNull(atHand, "before init");
    CasesAtHand.Changed changed = hand.changed(id);
    Entry before = changed == null ? hand.kept(id, cases()) : changed.before();
    Case known = changed == null ? before.facts() : changed.facts();
    Case facts = known.with(record.value());
    if (facts.equals(known)) {
      return;
    }
    Sighting.Opinion opinion = opinion(known, record.value());
    hand.change(
        id,
        new CasesAtHand.Changed(
            before,
            facts,
            changed == null || opinion != null ? opinion : changed.opinion(),
            record.timestamp(),
            record.headers()));
    if (changed == null) {
      AtHand.announce(record, running());
    }
    if (hand.changed() >= MANY) {
      running().commit();
    }
  }

  private FixedKeyProcessorContext<String, Boolean> running() {
    return Objects.requireNonNull(context, "before init");
  }

  private KeyValueStore<String, Entry> cases() {
    return Objects.requireNonNull(cases, "before init");
  }

  /** By what the opinion is recognised, if this event is the first to say it. */
  private static Sighting.@Nullable Opinion opinion(Case known, Event event) {
    return known.classified() == null && event instanceof OpinionClassified classified
        ? Sighting.Opinion.of(classified)
        : null;
  }
}
