package org.opinionloop.bench.speed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.opinionloop.bench.anchor.RawProducer;
import org.opinionloop.bench.load.HttpLoad;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.OpinionReceived;

/** A file of opinions in one request, against a producer that only sends. */
final class FileDoorSuite implements Suite {

  private static final byte[] ACCEPTED = "\"accepted\"".getBytes(StandardCharsets.US_ASCII);

  private final Samples samples = new Samples();
  private int number;

  @Override
  public List<Section> run(Lab lab, Plan plan) {
    Section section = new Section("Intake, a file of JSON Lines");
    lab.topic("anchor.received");
    int bytes = JsonCodec.of(OpinionReceived.class).encode(samples.received()).length;
    Jvm raw =
        lab.program("raw-producer", RawProducer.class, lab.kafka(), "anchor.received", "" + bytes);
    int port = Lab.freePort();
    Jvm intake = lab.service("intake-service", port);

    Contender producing = section.contender("raw producer, " + bytes + " bytes a record");
    Contender product = section.contender("intake-service, /v1/opinions:batch");
    Map<Contender, Rounds.Round> turns = new LinkedHashMap<>();
    turns.put(
        producing,
        round -> {
          Duration cpu = raw.cpu();
          double perSecond = Double.parseDouble(raw.ask(Integer.toString(2 * plan.records())));
          round.note(Contender.RATE, perSecond);
          round.note(Contender.CPU, IntakeSuite.micros(raw.cpu().minus(cpu), 2L * plan.records()));
        });
    turns.put(
        product,
        round -> {
          byte[] file = file(plan.records());
          Duration cpu = intake.cpu();
          long start = System.nanoTime();
          int accepted = upload(port, file);
          double seconds = (System.nanoTime() - start) / 1e9;
          if (accepted != plan.records()) {
            throw new IllegalStateException(accepted + " of " + plan.records() + " accepted");
          }
          round.note(Contender.RATE, accepted / seconds);
          round.note(Contender.CPU, IntakeSuite.micros(intake.cpu().minus(cpu), accepted));
        });
    plan.interleave(turns, List.of(raw, intake));
    section.atLeast("file door over raw producer", product.ratio(producing, Contender.RATE), 0.5);
    return List.of(section);
  }

  private byte[] file(int lines) {
    ByteArrayOutputStream file = new ByteArrayOutputStream(400 * lines);
    for (int i = 0; i < lines; i++) {
      String line = samples.submission("bench-" + number++) + "\n";
      file.writeBytes(line.getBytes(StandardCharsets.UTF_8));
    }
    return file.toByteArray();
  }

  /** How many lines of the answer say accepted. */
  private static int upload(int port, byte[] file) {
    byte[] request =
        HttpLoad.post("/v1/opinions:batch", "local-channel-key", "application/x-ndjson", file);
    try (Socket socket = new Socket("127.0.0.1", port)) {
      OutputStream out = socket.getOutputStream();
      CompletableFuture<Integer> accepted =
          CompletableFuture.supplyAsync(() -> count(socket, 200_000_000));
      out.write(request);
      return accepted.join();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static int count(Socket socket, int most) {
    try {
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[64 * 1024];
      int found = 0;
      int matched = 0;
      int zeros = 0;
      for (int total = 0; total < most; ) {
        int n = in.read(buffer);
        if (n < 0) {
          return found;
        }
        total += n;
        for (int i = 0; i < n; i++) {
          matched = buffer[i] == ACCEPTED[matched] ? matched + 1 : buffer[i] == '"' ? 1 : 0;
          if (matched == ACCEPTED.length) {
            found++;
            matched = 0;
          }
          zeros =
              buffer[i] == "\r\n0\r\n\r\n".charAt(zeros) ? zeros + 1 : buffer[i] == '\r' ? 1 : 0;
          if (zeros == 7) { // the last chunk
            return found;
          }
        }
      }
      throw new IOException("an answer without end");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
