package org.opinionloop.local;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every door of the four services, on a running loop: who gets in, and who does not. */
class DoorsIT {

  @TempDir static Path data;

  static final Ports PORTS = RunningLoop.freePorts();
  static final HttpClient CLIENT = HttpClient.newHttpClient();
  static RunningLoop loop;
  static List<Endpoint> endpoints;

  @BeforeAll
  static void start() throws Exception {
    loop =
        RunningLoop.start(Map.of("SPRING_APPLICATION_JSON", Access.settings()), data, PORTS)
            .awaitReady();
    endpoints = Endpoint.all(CLIENT, PORTS, Access.Who.OPERATOR.key());
  }

  @AfterAll
  static void stop() throws IOException {
    loop.close();
  }

  @Test
  void everyDoorOpensToThoseItIsForAndToNobodyElse() throws Exception {
    new Access(PORTS, CLIENT).check(endpoints);
  }
}
