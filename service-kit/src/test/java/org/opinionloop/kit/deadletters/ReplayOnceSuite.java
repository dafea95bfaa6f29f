package org.opinionloop.kit.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.opinionloop.contracts.Topics.OPINIONS_CLASSIFIED;
import static org.opinionloop.contracts.Topics.OPINIONS_RECEIVED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.deadletters.DeadLetterDesk.Outcome;
import org.opinionloop.kit.event.DeadLetter;
import org.opinionloop.kit.event.Trouble;

/** A letter is replayed once: by many at a time, across a death, beside an open transaction. */
interface ReplayOnceSuite {

  Filing filing();

  @Test
  default void manyWhoReplayTheSameAtOnceReplayItOnce() throws Exception {
    int letters = 650;
    for (int i = 0; i < letters; i++) {
      filing()
          .topics()
          .send(
              Filing.record(
                  Filing.letter(OPINIONS_RECEIVED, i % 6, 10_000 + i, Trouble.TRANSIENT), 0));
    }
    filing().topics().flush();
    Selection transients =
        new Selection("opinions.received.dlt", "transient", null, null, null, false);

    // Three instances of the service; each takes over what another has begun.
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Future<Outcome>> attempts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      attempts.add(threads.submit(() -> replay(transients)));
    }
    for (Future<Outcome> attempt : attempts) {
      try {
        attempt.get();
      } catch (ExecutionException overtaken) {
        assertThat(overtaken).hasCauseInstanceOf(KafkaException.class);
      }
    }
    threads.shutdown();

    assertThat(replay(transients).total()).isEqualTo(letters);
    assertThat(filing().topics().read(OPINIONS_RECEIVED))
        .filteredOn(record -> record.headers().lastHeader(DeadLetter.REPLAYS) != null)
        .extracting(ConsumerRecord::key)
        .filteredOn(key -> Long.parseLong(key) >= 10_000)
        .hasSize(letters)
        .doesNotHaveDuplicates();
  }

  private Outcome replay(Selection selection) {
    DeadLetterDesk desk = filing().desk();
    try {
      return desk.replay(selection, "test-operator");
    } finally {
      desk.close();
    }
  }

  @Test
  default void whatAnInstanceHadBegunWhenItDiedIsReplayedOnce() {
    Position id = filing().file(OPINIONS_CLASSIFIED, 0, 600, Trouble.FAULT);
    // As the desk does it, up to the commit, which never comes.
    Producer<String, byte[]> dying = filing().topics().transactional("dead-letters-test-service");
    dying.beginTransaction();
    dying.send(new ProducerRecord<>(OPINIONS_CLASSIFIED, 0, "600", new byte[] {1}));
    dying.send(ledgerEntry(null, id.toString(), "test-service"));
    dying.flush();

    assertThat(filing().replay(id).statusCode()).isEqualTo(200);

    assertThat(filing().replayed(600)).hasSize(1);
    assertThatThrownBy(dying::commitTransaction).isInstanceOf(KafkaException.class);
    dying.close(Duration.ZERO);
    assertThat(filing().replayed(600)).hasSize(1);
  }

  @Test
  default void anOpenTransactionOfAnotherServiceHidesNoReplay() throws Exception {
    Selection first =
        Selection.one(filing().file(OPINIONS_CLASSIFIED, 0, 700, Trouble.FAULT), false);
    Producer<String, byte[]> other = filing().topics().transactional("dead-letters-other-service");
    other.beginTransaction();
    for (int partition = 0; partition < 6; partition++) {
      other.send(ledgerEntry(partition, "opinions.rated.dlt/0/99999" + partition, "other-service"));
    }
    other.flush();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<Outcome> waiting = thread.submit(() -> replay(first));

    assertThatThrownBy(() -> waiting.get(2, TimeUnit.SECONDS))
        .as("it waits rather than overlook what may lie behind")
        .isInstanceOf(TimeoutException.class);
    other.commitTransaction();
    other.close();

    assertThat(waiting.get()).as(() -> first.toString()).isEqualTo(new Outcome(1, 0, 0, 0));
    assertThat(replay(first).alreadyReplayed()).isEqualTo(1);
    thread.shutdown();
  }

  private static ProducerRecord<String, byte[]> ledgerEntry(
      Integer partition, String letter, String service) {
    return new ProducerRecord<>(
        Topics.DEAD_LETTERS_REPLAYED,
        partition,
        letter,
        Ledger.CODEC.encode(new Replay(service, "somebody", Filing.AT, null)));
  }
}
