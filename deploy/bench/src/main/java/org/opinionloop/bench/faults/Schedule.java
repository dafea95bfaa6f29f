package org.opinionloop.bench.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.opinionloop.bench.loop.Service;

/**
 * Which faults come, in which order: every one there is before any comes again, shuffled by a seed.
 */
final class Schedule {

  private static final List<Service> CONSUMERS =
      List.of(Service.CLASSIFIER, Service.REPLY, Service.REPORTING);

  private Schedule() {}

  /** So many faults, of all kinds and services in turn. */
  static List<Fault> of(long seed, int count) {
    Random random = new Random(seed);
    List<Fault> faults = new ArrayList<>();
    while (faults.size() < count) {
      List<Fault> deck = deck();
      Collections.shuffle(deck, random);
      faults.addAll(deck);
    }
    return List.copyOf(faults.subList(0, count));
  }

  /** One of each kind; the services by seed. */
  static List<Fault> oneOfEachKind(long seed) {
    Random random = new Random(seed);
    List<Fault> faults = new ArrayList<>();
    List<Service> consumers = new ArrayList<>(CONSUMERS);
    Collections.shuffle(consumers, random);
    for (Fault.Kind kind : Fault.Kind.values()) {
      faults.add(
          switch (kind) {
            case KILL -> new Fault(kind, Service.values()[random.nextInt(4)]);
            case PAUSE -> new Fault(kind, consumers.get(0));
            case REBALANCE -> new Fault(kind, consumers.get(1));
            case TAKE_OVER -> new Fault(kind, consumers.get(2));
            default -> Fault.of(kind);
          });
    }
    Collections.shuffle(faults, random);
    return List.copyOf(faults);
  }

  private static List<Fault> deck() {
    List<Fault> deck = new ArrayList<>();
    for (Fault.Kind kind : Fault.Kind.values()) {
      switch (kind) {
        case KILL, PAUSE, REBALANCE -> {
          for (Service service : Service.values()) {
            deck.add(new Fault(kind, service));
          }
        }
        case TAKE_OVER -> CONSUMERS.forEach(service -> deck.add(new Fault(kind, service)));
        default -> deck.add(Fault.of(kind));
      }
    }
    return deck;
  }
}
