package org.opinionloop.bench.speed;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.opinionloop.bench.anchor.BlockingTomcat;
import org.opinionloop.bench.anchor.ParseOnly;
import org.opinionloop.bench.anchor.ParseOnlyWebFlux;
import org.opinionloop.bench.load.HttpLoad;

/** The single door: how many opinions a second are acknowledged, and how soon. */
final class IntakeSuite implements Suite {

  private static final int CONNECTIONS = 64;
  private static final Duration UNTIL_ALL_ARE_ANSWERED = Duration.ofMinutes(1);

  @Override
  public List<Section> run(Lab lab, Plan plan) {
    Section section = new Section("Intake, one opinion a request, 64 connections");
    lab.topic("anchor.received");
    int[] ports = {Lab.freePort(), Lab.freePort(), Lab.freePort(), Lab.freePort()};
    Jvm bare = lab.program("parse-only", ParseOnly.class, Integer.toString(ports[0]));
    Jvm web = lab.program("parse-only-webflux", ParseOnlyWebFlux.class, Integer.toString(ports[1]));
    Jvm tomcat =
        lab.program(
            "blocking-tomcat",
            BlockingTomcat.class,
            Integer.toString(ports[2]),
            lab.kafka(),
            "anchor.received");
    Jvm intake = lab.service("intake-service", ports[3]);

    Contender parsing = section.contender("Reactor Netty, parse only");
    Contender parsingWeb = section.contender("WebFlux, parse only");
    Contender blocking = section.contender("Tomcat, a thread waits for Kafka");
    Contender product = section.contender("intake-service");
    Contender contact = section.contender("intake-service, with contact to seal");
    Supplier<byte[]> plain = Requests.each(false, 0);
    Supplier<byte[]> sealed = Requests.each(true, 0);
    Map<Contender, Rounds.Round> turns = new LinkedHashMap<>();
    turns.put(parsing, round -> load(round, lab, bare, ports[0], plain, plan));
    turns.put(product, round -> load(round, lab, intake, ports[3], plain, plan));
    turns.put(parsingWeb, round -> load(round, lab, web, ports[1], plain, plan));
    turns.put(blocking, round -> load(round, lab, tomcat, ports[2], plain, plan));
    turns.put(contact, round -> load(round, lab, intake, ports[3], sealed, plan));
    List<Jvm> servers = List.of(bare, web, tomcat, intake);
    for (int i = 0; i < ports.length; i++) {
      warmUp(servers.get(i), ports[i], plain, plan.warmUp(), plan);
    }
    warmUp(intake, ports[3], sealed, plan.warmUp() / 2, plan);
    plan.interleave(turns, servers);

    section.atLeast(
        "acknowledged over parse only, Reactor Netty", product.ratio(parsing, Contender.RATE), 0.8);
    section.atLeast(
        "acknowledged over parse only, WebFlux", product.ratio(parsingWeb, Contender.RATE), 0.8);
    section.atLeast(
        "acknowledged over blocking Tomcat", product.ratio(blocking, Contender.RATE), 2);
    double half = product.median(Contender.RATE) / 2;
    try (HttpLoad load = new HttpLoad(ports[3], CONNECTIONS, plain)) {
      HttpLoad.Outcome outcome = load.open(half, plan.time().multipliedBy(2));
      section.says("half of the maximum, a second", outcome.perSecond());
      section.says("p50 at half of the maximum, ms", outcome.p50());
      section.below("p99 at half of the maximum, ms", outcome.p99(), 50);
    }
    return List.of(section);
  }

  /** As many requests as the others get, and then until Java has compiled what is hot. */
  private static void warmUp(
      Jvm server, int port, Supplier<byte[]> requests, int count, Plan plan) {
    Compilers compilers = new Compilers(List.of(server), plan.patience());
    try (HttpLoad load = new HttpLoad(port, CONNECTIONS, requests)) {
      load.closed(count, UNTIL_ALL_ARE_ANSWERED);
      while (!compilers.rest()) {
        load.closed(plan.time());
      }
    }
  }

  private static void load(
      Contender contender, Lab lab, Jvm server, int port, Supplier<byte[]> requests, Plan plan) {
    try (HttpLoad load = new HttpLoad(port, CONNECTIONS, requests)) {
      Duration cpu = server.cpu();
      Duration broker = lab.broker().cpu();
      Duration own = Jvm.ownCpu();
      HttpLoad.Outcome outcome = load.closed(plan.time());
      contender.note(Contender.RATE, outcome.perSecond());
      contender.note(Contender.CPU, micros(server.cpu().minus(cpu), outcome.answers()));
      contender.note("broker µs", micros(lab.broker().cpu().minus(broker), outcome.answers()));
      contender.note("load generator µs", micros(Jvm.ownCpu().minus(own), outcome.answers()));
      contender.note("p50 ms", outcome.p50());
      contender.note("p99 ms", outcome.p99());
      if (outcome.refused() > 0) {
        throw new IllegalStateException(
            contender.name() + " refused " + outcome.refused() + " of " + outcome.answers());
      }
    }
  }

  static double micros(Duration cpu, long records) {
    return cpu.toNanos() / 1000.0 / records;
  }
}
