package org.opinionloop.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.opinionloop.classifier.ClassifierApplication;
import org.opinionloop.intake.IntakeApplication;
import org.opinionloop.reply.ReplyApplication;
import org.opinionloop.reporting.ReportingApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One of the four, with the application context that runs it. */
final class Service implements AutoCloseable {

  private final String name;
  private final int port;
  private final ConfigurableApplicationContext context;

  private Service(String name, int port, ConfigurableApplicationContext context) {
    this.name = name;
    this.port = port;
    this.context = context;
  }

  /** Which of the four: how it is built and where it listens. */
  enum Which {
    INTAKE("intake-service", "takes opinions in", Ports::intake) {
      @Override
      SpringApplicationBuilder builder() {
        return IntakeApplication.builder();
      }
    },
    CLASSIFIER("classifier-service", "says what they are about", Ports::classifier) {
      @Override
      SpringApplicationBuilder builder() {
        return ClassifierApplication.builder();
      }
    },
    REPLY("reply-service", "writes and sends letters", Ports::reply) {
      @Override
      SpringApplicationBuilder builder() {
        return ReplyApplication.builder();
      }
    },
    REPORTING("reporting-service", "counts, and tells how each one stands", Ports::reporting) {
      @Override
      SpringApplicationBuilder builder() {
        return ReportingApplication.builder();
      }
    };

    private final String title;
    private final String does;
    private final Function<Ports, Integer> port;

    Which(String title, String does, Function<Ports, Integer> port) {
      this.title = title;
      this.does = does;
      this.port = port;
    }

    abstract SpringApplicationBuilder builder();

    String title() {
      return title;
    }

    String does() {
      return does;
    }

    int port(Ports ports) {
      return port.apply(ports);
    }
  }

  /** Starts it in a thread of this executor. */
  static CompletableFuture<Service> start(
      Which which, int port, List<String> arguments, Executor executor) {
    return CompletableFuture.supplyAsync(
        () -> {
          // Boot names threads' class loader after whoever starts; the pool's may be another.
          Thread.currentThread().setContextClassLoader(Service.class.getClassLoader());
          ConfigurableApplicationContext context =
              which.builder().registerShutdownHook(false).run(arguments.toArray(String[]::new));
          return new Service(which.title(), port, context);
        },
        executor);
  }

  String name() {
    return name;
  }

  /** Whether it says of itself that it can work. */
  boolean isReady(HttpClient client) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
