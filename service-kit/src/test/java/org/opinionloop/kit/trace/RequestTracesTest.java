package org.opinionloop.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.kit.TestService;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests and their traces, over a real server that sends no spans and writes its log as JSON. */
@ExtendWith(OutputCaptureExtension.class)
class RequestTracesTest {

  private static final String CALLERS = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static ConfigurableApplicationContext service;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    service = TestService.builder().run("--OPINION_LOOP_LOG_FORMAT=ecs");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void theAnswerNamesTheTraceOfTheCaller() throws Exception {
    assertThat(trace("/json", CALLERS)).isEqualTo(CALLERS);
    assertThat(trace("/nothing-here", CALLERS)).isEqualTo(CALLERS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "00-0-0-00"})
  void aCallerWithoutOneIsGivenOne(String header) throws Exception {
    Trace trace = Trace.parse(trace("/json", header));

    assertThat(trace).isNotNull();
    assertThat(trace.isRecorded()).isFalse();
  }

  @Test
  void aFaultIsLoggedAsJsonUnderTheTraceOfItsRequest(CapturedOutput output) throws Exception {
    assertThat(trace("/bug?words=zhang-san", CALLERS)).isEqualTo(CALLERS);

    JsonNode line =
        output
            .toString()
            .lines()
            .filter(each -> each.contains("ended in a fault"))
            .map(each -> new JsonMapper().readTree(each))
            .findFirst()
            .orElseThrow();
    assertThat(line.path("traceId").asString(""))
        .as(line.toString())
        .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(line.toString()).doesNotContain("zhang-san");
  }

  @Test
  void nothingMakesSpansForNobody() {
    assertThat(service.getBeansOfType(io.micrometer.tracing.Tracer.class)).isEmpty();
  }

  private String trace(String path, String header) throws Exception {
    String port = service.getEnvironment().getRequiredProperty("local.server.port");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (!header.isEmpty()) {
      request.header("traceparent", header);
    }
    return client
        .send(request.build(), HttpResponse.BodyHandlers.discarding())
        .headers()
        .firstValue("traceresponse")
        .orElseThrow();
  }
}
