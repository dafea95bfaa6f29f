package org.opinionloop.kit.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A service in this JVM, as its main method starts it, and a client of it. */
public final class RunningService implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Until an answer begins, and until it has ended: the client itself watches the first only. */
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private static final Duration WHOLE_ANSWER = ANSWER.multipliedBy(2);

  private final ConfigurableApplicationContext context;

  private RunningService(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** On a port of its own, unless the settings ({@code --name=value}) name one. */
  public static RunningService start(
      SpringApplicationBuilder application, TestBroker broker, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("--logging.level.root=WARN");
    all.add("--logging.level.org.apache.kafka=ERROR");
    if (all.stream().noneMatch(each -> each.startsWith("--server.port="))) {
      all.add("--server.port=0");
    }
    all.add("--spring.kafka.bootstrap-servers=" + broker.bootstrapServers());
    return new RunningService(application.run(all.toArray(String[]::new)));
  }

  /** For what has to be told its port before it starts. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  /** Waits until it would be given traffic. */
  public RunningService awaitReady() {
    await("readiness").atMost(TestTopics.PATIENCE).until(() -> readiness() == 200);
    return this;
  }

  /** The status that a load balancer is told. */
  public int readiness() {
    return get("/actuator/health/readiness", null).statusCode();
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** All that there are of the type. */
  public <T> Collection<T> beans(Class<T> type) {
    return context.getBeansOfType(type).values();
  }

  public URI at(String path) {
    int port = ((WebServerApplicationContext) context).getWebServer().getPort();
    return URI.create("http://127.0.0.1:" + port + path);
  }

  public HttpResponse<String> get(String path, @Nullable String key) {
    return send(request(path, key).GET());
  }

  public HttpResponse<String> post(
      String path, @Nullable String key, String contentType, String body) {
    return send(posting(path, key, contentType, body));
  }

  public HttpRequest.Builder posting(
      String path, @Nullable String key, String contentType, String body) {
    return request(path, key)
        .header("Content-Type", contentType)
        .POST(BodyPublishers.ofString(body));
  }

  /** A request of the holder of this key, or of somebody without one. */
  public HttpRequest.Builder request(String path, @Nullable String key) {
    HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).timeout(ANSWER);
    return key == null ? request : request.header("Authorization", "Bearer " + key);
  }

  /** The answer, which has to be there as a whole before long. */
  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return sendAsync(request).get(WHOLE_ANSWER.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  public CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
    return HTTP.sendAsync(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    context.close();
  }
}
