package org.opinionloop.bench.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.opinionloop.bench.loop.Service;

/**
 * A mail server that takes mail far slower than letters are written: everything before delivery
 * keeps pace, and all letters arrive in the end, each once.
 */
final class SlowMail {

  /** Three mails a second, where five are written. */
  static final Duration PAUSE = Duration.ofMillis(330);

  private static final Duration WRITING = Duration.ofSeconds(45);
  private static final Duration CATCHING_UP = Duration.ofSeconds(20);

  private SlowMail() {}

  /** The verdict; wrong is, too, if opinions had to wait for mail. */
  static Audit.Verdict run(Stage stage)
      throws IOException, InterruptedException, ExecutionException {
    stage.plantForeignRecords();
    int door = stage.loop().instance(Service.INTAKE).port();
    try (Client client = new Client(stage, () -> List.of(door), 50)) {
      Thread.sleep(WRITING.toMillis());
      client.finish(CATCHING_UP);
    }
    long accepted = stage.book().entries().size();
    long deadline = System.nanoTime() + CATCHING_UP.toNanos();
    Map<String, Long> counts = stage.witness().counts();
    while (System.nanoTime() < deadline && !isDone(counts, accepted)) {
      Thread.sleep(100);
      counts = stage.witness().counts();
    }
    long addressed =
        stage.book().entries().stream().filter(entry -> entry.address().contains("@")).count();
    long arrived = stage.mail().arrivals().size();
    System.out.printf(
        "%,d accepted; when all had their letters and their place in the figures, %,d of %,d mails"
            + " had left%n",
        accepted, arrived, addressed);
    Audit.Verdict verdict = stage.judge(List.of());
    if (!isDone(counts, accepted)) {
      verdict = verdict.with("letters and figures waited for mail");
    }
    return arrived < addressed ? verdict : verdict.with("the mail server was not slow enough");
  }

  private static boolean isDone(Map<String, Long> counts, long accepted) {
    return counts.getOrDefault("received", 0L) == accepted
        && counts.getOrDefault("pending", -1L) == 0;
  }
}
