package org.opinionloop.bench.speed;

import java.nio.file.Path;
import java.util.List;

/** How soon a service alone, and the whole local run, are ready. */
final class StartSuite implements Suite {

  private static final int TIMES = 2;

  @Override
  public List<Section> run(Lab lab, Plan plan) throws InterruptedException {
    Section section = new Section("Start, until ready");
    for (String service :
        List.of("intake-service", "classifier-service", "reply-service", "reporting-service")) {
      Contender plain = section.contender(service);
      for (int i = 0; i < TIMES; i++) {
        start(lab, service, plain);
      }
      String archive = lab.directory().resolve(service + ".jsa").toString();
      lab.java("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable");
      start(lab, service, new Contender(service));
      lab.java("-XX:SharedArchiveFile=" + archive);
      Contender archived = section.contender(service + ", with an archive of its classes");
      for (int i = 0; i < TIMES; i++) {
        start(lab, service, archived);
      }
      lab.java();
      section.below(service + " alone, with archive, s", archived.median("seconds"), 5);
    }
    Contender local = section.contender("deploy/local/run, everything fresh");
    for (int i = 0; i <= TIMES; i++) {
      double seconds = localRun(lab, i);
      if (i > 0) { // the first one builds and unpacks
        local.note("seconds", seconds);
      }
    }
    section.below("deploy/local/run, s", local.median("seconds"), 15);
    return List.of(section);
  }

  private static void start(Lab lab, String service, Contender contender) {
    long start = System.nanoTime();
    try (Jvm process = lab.service(service, Lab.freePort())) {
      contender.note("seconds", (System.nanoTime() - start) / 1e9);
      contender.note("CPU seconds", process.cpu().toMillis() / 1e3);
    }
  }

  private static double localRun(Lab lab, int number) throws InterruptedException {
    Path data = lab.directory().resolve("local-" + number);
    StringBuilder ports = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      ports.append(i == 0 ? "" : ",").append(Lab.freePort());
    }
    long start = System.nanoTime();
    try (Jvm run =
        Jvm.start(
            "local-run",
            lab.directory().resolve("local-" + number + ".log"),
            List.of(
                lab.home().resolve("deploy/local/run").toString(),
                "--data-dir",
                data.toString(),
                "--ports=" + ports))) {
      run.await(() -> run.wrote("Ctrl-C stops everything"));
      return (System.nanoTime() - start) / 1e9;
    }
  }
}
