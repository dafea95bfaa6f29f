package org.opinionloop.reporting.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.opinionloop.contracts.CaseState;
import org.opinionloop.contracts.OpinionId;
import org.opinionloop.reporting.cases.Case;
import org.opinionloop.reporting.cases.CaseReading;
import org.opinionloop.reporting.cases.Policy;
import org.opinionloop.reporting.cells.Contribution;
import org.opinionloop.reporting.hot.Calendar;
import org.opinionloop.reporting.hot.Sighting;
import org.opinionloop.reporting.hot.Standing;

/**
 * Keeps what has become of each case that has changed, once a commit and before it, and says what
 * is different from how it was kept last. Time passing is noticed every {@link #TICK} by an index
 * of who is waiting for it, without any event and without looking at the others; what changes by it
 * belongs to no trace.
 *
 * @see CaseFolder
 */
final class CaseKeeper implements Processor<String, Boolean, String, CaseUpdate> {

  static final Duration TICK = Duration.ofSeconds(5);

  /** How many cases are told the time at once, so that a tick stays short after an import. */
  private static final int TOLD_AT_ONCE = 2_000;

  private final Policy policy;
  private final IssueSettings.Within within;
  private @Nullable ProcessorContext<String, CaseUpdate> context;
  private @Nullable CasesAtHand atHand;
  private @Nullable KeyValueStore<String, Entry> cases;
  private @Nullable StoreShelf<String> work;
  private @Nullable Calendar alarms;

  CaseKeeper(Policy policy, IssueSettings.Within within) {
    this.policy = policy;
    this.within = within;
  }

  @Override
  public void init(ProcessorContext<String, CaseUpdate> started) {
    context = started;
    atHand = started.getStateStore(Stores.AT_HAND);
    cases = started.getStateStore(Stores.CASES);
    work = new StoreShelf<>(started.getStateStore(Stores.WORK));
    alarms = new Calendar(new StoreShelf<>(started.getStateStore(Stores.ALARMS)));
    started.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> tell(Instant.ofEpochMilli(now)));
  }

  @Override
  public void process(Record<String, Boolean> record) {
    keep(record.key());
  }

  private void keep(String id) {
    CasesAtHand.Changed changed = atHand().take(id);
    if (changed != null) {
      keep(
          id,
          changed.before(),
          changed.facts(),
          changed.opinion(),
          changed.timestamp(),
          changed.headers());
    }
  }

  /** Tells the time to those who are waiting for it. */
  private void tell(Instant now) {
    for (String id : alarms().takeDue(now, TOLD_AT_ONCE)) {
      keep(id);
      Entry entry = atHand().kept(id, cases());
      if (!entry.equals(Entry.NEW)) {
        keep(id, entry, entry.facts().at(now), null, now.toEpochMilli(), new RecordHeaders());
      }
    }
  }

  private void keep(
      String key,
      Entry before,
      Case facts,
      Sighting.@Nullable Opinion opinion,
      long timestamp,
      Headers headers) {
    OpinionId id = new OpinionId(key);
    CaseReading reading = CaseReading.of(facts, policy);
    Optional<CaseState> state = reading.state(id);
    Entry.Told told = told(before.told(), opinion, reading.standing());
    Entry after =
        new Entry(
            facts,
            state.map(each -> Contribution.of(each, reading.traits(), policy.time())).orElse(null),
            state.map(WorkKey::of).orElse(null),
            reading.alarm().orElse(null),
            told);
    cases().put(key, after);
    atHand().keep(key, after);
    list(before, after);
    wake(key, before.alarm(), after.alarm());
    CaseUpdate.Telling telling =
        told == null || told.equals(before.told())
            ? null
            : new CaseUpdate.Telling(told.bucket(), new Sighting(id, opinion, told.standing()));
    if ((state.isPresent() || telling != null) && context != null) {
      context.forward(
          new Record<>(
              key,
              new CaseUpdate(
                  state.orElse(null),
                  Contribution.changes(before.counted(), after.counted()),
                  telling,
                  Instant.ofEpochMilli(context.currentSystemTimeMs())),
              timestamp,
              headers));
    }
  }

  /** Grouping hears of an opinion when it can be recognised, and then whenever it stands anew. */
  private Entry.@Nullable Told told(
      Entry.@Nullable Told before, Sighting.@Nullable Opinion opinion, Standing standing) {
    return before != null
        ? new Entry.Told(before.bucket(), standing)
        : opinion == null ? null : new Entry.Told(within.bucket(opinion.district()), standing);
  }

  private void list(Entry before, Entry after) {
    WorkKey old = before.listed();
    WorkKey now = after.listed();
    String theme = theme(after);
    if (Objects.equals(old, now) && Objects.equals(theme(before), theme)) {
      return;
    }
    if (old != null && !old.equals(now)) {
      work().remove(old.key());
    }
    if (now != null) {
      work().put(now.key(), Objects.requireNonNull(theme, "what is listed is counted"));
    }
  }

  /** As its cell says, which a case that is listed has. */
  private static @Nullable String theme(Entry entry) {
    return entry.counted() == null ? null : entry.counted().cell().theme();
  }

  private void wake(String id, @Nullable Instant before, @Nullable Instant after) {
    if (Objects.equals(before, after)) {
      return;
    }
    if (before != null) {
      alarms().remove(before, id);
    }
    if (after != null) {
      alarms().put(after, id);
    }
  }

  private CasesAtHand atHand() {
    return Objects.requireNonNull(atHand, "before init");
  }

  private KeyValueStore<String, Entry> cases() {
    return Objects.requireNonNull(cases, "before init");
  }

  private StoreShelf<String> work() {
    return Objects.requireNonNull(work, "before init");
  }

  private Calendar alarms() {
    return Objects.requireNonNull(alarms, "before init");
  }
}
