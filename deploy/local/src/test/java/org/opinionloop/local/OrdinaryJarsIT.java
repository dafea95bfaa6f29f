package org.opinionloop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opinionloop.local.broker.EmbeddedBroker;
import org.opinionloop.local.topics.TopicCatalogue;
import org.opinionloop.local.topics.TopicPlan;
import org.opinionloop.local.topics.TopicProvisioner;

/** The four services as a deployment runs them: a Boot jar and a process each, Kafka elsewhere. */
class OrdinaryJarsIT {

  private static final ZoneId OFFICE = ZoneId.of("Asia/Shanghai");

  @TempDir Path directory;

  private final Ports ports = RunningLoop.freePorts();
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly();
      process.waitFor(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void carryAnOpinionToItsLetterAndIntoTheFigures() throws Exception {
    try (EmbeddedBroker kafka = EmbeddedBroker.start(directory.resolve("kafka"), ports.kafka())) {
      provisionTwice(kafka.address());
      start("intake-service", ports.intake(), kafka.address());
      start("classifier-service", ports.classifier(), kafka.address());
      start("reply-service", ports.reply(), kafka.address());
      start("reporting-service", ports.reporting(), kafka.address());
      Doors doors = new Doors(ports);
      awaitReady(doors);

      LocalDate before = LocalDate.now(OFFICE);
      String id = doors.handIn("社保窗口中午没有人，排队等了两个小时，请安排人员轮流值守。");

      doors.awaitAcknowledged(id);
      Doors.awaitLetter(directory.resolve("data/outbox"), id);
      String days = "from=" + before + "&to=" + LocalDate.now(OFFICE);
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () ->
                  assertThat(
                          doors
                              .get(ports.reporting(), "/v1/metrics?" + days + "&by=channel")
                              .at("/total/counts/received")
                              .intValue())
                      .isOne());
    }
  }

  /** The second time there is nothing to do. */
  private static void provisionTwice(String bootstrap) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      TopicCatalogue catalogue = TopicCatalogue.shipped();
      TopicProvisioner provisioner = new TopicProvisioner(admin);

      assertThat(provisioner.provision(catalogue).missing()).isEqualTo(catalogue.topics());
      await()
          .atMost(Duration.ofMinutes(2))
          .ignoreExceptionsInstanceOf(ExecutionException.class)
          .untilAsserted(
              () ->
                  assertThat(provisioner.provision(catalogue))
                      .isEqualTo(new TopicPlan(List.of(), List.of())));
    }
  }

  private void start(String service, int port, String kafka) throws IOException {
    Path jar = RunningLoop.ROOT.resolve(service).resolve("target/" + service + "-exec.jar");
    assertThat(jar).exists();
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-jar",
                jar.toString(),
                "--server.port=" + port,
                "--spring.config.additional-location="
                    + RunningLoop.ROOT.resolve("deploy/local/local.yml"))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(service + ".log").toFile());
    builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", kafka);
    processes.add(builder.start());
  }

  private void awaitReady(Doors doors) throws IOException {
    for (int port : List.of(ports.intake(), ports.classifier(), ports.reply(), ports.reporting())) {
      await()
          .alias("ready at " + port)
          .atMost(Duration.ofMinutes(5))
          .pollInterval(Duration.ofMillis(300))
          .until(
              () -> {
                for (Process process : processes) {
                  assertThat(process.isAlive()).as(logs()).isTrue();
                }
                return doors.isReady(port);
              });
    }
  }

  private String logs() throws IOException {
    StringBuilder all = new StringBuilder("all four go on running; their logs:\n");
    for (String service :
        List.of("intake-service", "classifier-service", "reply-service", "reporting-service")) {
      all.append(Files.readString(directory.resolve(service + ".log")));
    }
    return all.toString();
  }
}
