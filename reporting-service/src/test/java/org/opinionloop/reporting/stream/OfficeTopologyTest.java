package org.opinionloop.reporting.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opinionloop.reporting.Happenings.MONDAY;
import static org.opinionloop.reporting.Happenings.TIME;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opinionloop.contracts.JsonCodec;
import org.opinionloop.contracts.MeasureRecorded;
import org.opinionloop.contracts.MeasureState;
import org.opinionloop.contracts.ServiceRated;
import org.opinionloop.contracts.Topics;
import org.opinionloop.kit.event.DeadLetterMeter;
import org.opinionloop.kit.streams.FaultsToDeadLetters;
import org.opinionloop.kit.streams.Inbound;
import org.opinionloop.kit.streams.KeySerde;
import org.opinionloop.reporting.measures.Measure;
import org.opinionloop.reporting.services.Levels;
import org.opinionloop.reporting.services.ServiceDimension;
import org.opinionloop.reporting.services.ServiceSums;

class OfficeTopologyTest {

  @TempDir Path state;
  TopologyTestDriver driver;

  @BeforeEach
  void start() {
    StreamsBuilder builder = new StreamsBuilder();
    new OfficeTopology(
            new Inbound("reporting-service", new DeadLetterMeter(new SimpleMeterRegistry())), TIME)
        .build(
            builder.stream(
                OfficeTopology.topics(), Consumed.with(new KeySerde(), Serdes.ByteArray())));
    Properties configuration =
        FaultsToDeadLetters.in(
            new Properties(), "reporting-service", new DeadLetterMeter(new SimpleMeterRegistry()));
    configuration.put("application.id", "test");
    configuration.put("bootstrap.servers", "none:1");
    configuration.put("state.dir", state.toString());
    driver = new TopologyTestDriver(builder.build(), configuration, MONDAY);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void countsEachRatingOnceInWhateverOrderAndHoweverOftenItComes() {
    Random random = new Random(11);
    List<ServiceRated> ratings = new ArrayList<>();
    Map<String, Levels> expected = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      String service = random.nextBoolean() ? "PENSION" : "BUS_CARD";
      int level = 1 + random.nextInt(5);
      ratings.add(rating("r" + i, service, level));
      expected.merge(service, Levels.of(level), Levels::plus);
    }
    List<ServiceRated> again = new ArrayList<>(ratings);
    again.addAll(ratings.subList(0, 90));
    Collections.shuffle(again, random);

    again.forEach(this::send);

    ServiceSums sums = new ServiceSums();
    ServiceSums.Selection all =
        new ServiceSums.Selection(
            TIME.dayOf(MONDAY), TIME.dayOf(MONDAY), List.of(ServiceDimension.SERVICE), Map.of());
    driver
        .<String, RatedService>getKeyValueStore(Stores.SERVICES)
        .all()
        .forEachRemaining(each -> sums.add(all, each.value.cell(), each.value.levels()));
    assertThat(sums.rows())
        .extracting(ServiceSums.Row::levels)
        .containsExactly(expected.get("BUS_CARD"), expected.get("PENSION"));
    assertThat(sums.total().rated()).isEqualTo(200);
  }

  @Test
  void putsAsideWhatWouldMakeAMeasureTooLargeForItsLogAndGoesOn() {
    TestOutputTopic<String, byte[]> dead =
        driver.createOutputTopic(
            Topics.deadLetters(Topics.MEASURES_RECORDED),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    for (int i = 0; dead.isEmpty() && i < 500; i++) {
      send(moved("endless", "UNIT_" + i % 20, MONDAY.plusSeconds(i), "缓".repeat(1_000)));
    }
    send(moved("other", "TRANSPORT", MONDAY, "缓"));

    assertThat(dead.readRecordsToList()).hasSize(1);
    KeyValueStore<String, Measure> measures = driver.getKeyValueStore(Stores.MEASURES);
    assertThat(measures.get("endless").moves()).hasSizeGreaterThan(200);
    assertThat(measures.get("other").moves()).hasSize(1);
  }

  private static MeasureRecorded moved(String id, String unit, Instant at, String reason) {
    return new MeasureRecorded(
        id,
        unit,
        MeasureState.UNDER_WAY,
        null,
        null,
        null,
        reason,
        List.of(),
        List.of(),
        "key",
        at,
        at);
  }

  private void send(MeasureRecorded event) {
    driver
        .createInputTopic(
            Topics.MEASURES_RECORDED, new StringSerializer(), new ByteArraySerializer())
        .pipeInput(event.recordKey(), JsonCodec.of(MeasureRecorded.class).encode(event));
  }

  private static ServiceRated rating(String id, String service, int level) {
    Instant at = MONDAY.plusSeconds(60);
    return new ServiceRated(id, "service-window", "LABOUR", service, level, null, null, at, at);
  }

  private void send(ServiceRated event) {
    driver
        .createInputTopic(Topics.SERVICES_RATED, new StringSerializer(), new ByteArraySerializer())
        .pipeInput(event.recordKey(), JsonCodec.of(ServiceRated.class).encode(event));
  }
}
