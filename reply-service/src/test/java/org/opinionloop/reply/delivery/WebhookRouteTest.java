package org.opinionloop.reply.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opinionloop.reply.ReplyFixtures;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import reactor.netty.channel.AbortedException;
import reactor.netty.resources.LoopResources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookRouteTest {

  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final LoopResources loops = LoopResources.create("webhook-test", 1, true);
  private final CompletableFuture<IOException> hungUp = new CompletableFuture<>();
  private final List<String> resolved = new CopyOnWriteArrayList<>();
  private final WebhookRoute route = patient(Duration.ofSeconds(30));
  private final WebhookRoute hasty = patient(Duration.ofMillis(700));
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(
        task -> {
          Thread thread = new Thread(task);
          thread.setDaemon(true);
          thread.start();
        });
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    loops.dispose();
  }

  @Test
  void postsTheLetterUnderItsKeyAndUnderTheSameOneAgain() {
    assertThat(attempt("/200")).isEqualTo(new Attempt.Done());
    assertThat(attempt("/204")).isEqualTo(new Attempt.Done());

    String key = ReplyFixtures.opinion(1) + ".acknowledgement.1";
    assertThat(keys).containsExactly(key, key);
    JsonNode letter = JsonMapper.builder().build().readTree(bodies.get(0));
    assertThat(letter.get("letterId").asString()).isEqualTo(key);
    assertThat(letter.get("opinionId").asString()).isEqualTo(ReplyFixtures.opinion(1).value());
    assertThat(letter.get("kind").asString()).isEqualTo("ACKNOWLEDGEMENT");
    assertThat(letter.get("body").asString()).isEqualTo(Mailings.BODY);
    assertThat(letter.get("answerBy").asString()).isEqualTo("2026-01-14");
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 302, 307, 400, 401, 403, 404, 410, 422})
  void takesRefusalsAndRedirectsAsFinal(int status) {
    assertThat(attempt("/" + status)).isEqualTo(new Attempt.Permanent("webhook-" + status));
    assertThat(bodies).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void takesABusyOrBrokenServerAsPassing(int status) {
    assertThat(attempt("/" + status)).isEqualTo(new Attempt.Transient("webhook-" + status));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nX: y\r\n"})
  void givesUpOnAServerThatDoesNotComeToTheEndOfItsHeaders(String begun) throws IOException {
    assertThat(answered(hasty, begun, false)).isEqualTo(new Attempt.Transient("webhook-timeout"));
    assertThat(attempt(hasty, "/silent")).isEqualTo(new Attempt.Transient("webhook-timeout"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 10\r\n\r\nhalf",
        "Transfer-Encoding: chunked\r\n\r\nno size\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nwhole",
      })
  void judgesByTheStatusWhateverBecomesOfTheBody(String rest) throws IOException {
    assertThat(answered(route, "HTTP/1.1 200 OK\r\n" + rest, true)).isEqualTo(new Attempt.Done());
    assertThat(answered(route, "HTTP/1.1 200 OK\r\n" + rest, false)).isEqualTo(new Attempt.Done());
    assertThat(answered(route, "HTTP/1.1 410 Gone\r\n" + rest, true))
        .isEqualTo(new Attempt.Permanent("webhook-410"));
  }

  @Test
  void doesNotWaitForTheEndOfABodyAndHangsUp() {
    assertThat(attempt("/endless")).isEqualTo(new Attempt.Done());

    assertThat(hungUp).succeedsWithin(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTX 200 OK\r\n\r\n",
        "HTTP/1.1 good OK\r\n\r\n",
        "HTTP/1.1 -1 OK\r\n\r\n",
        "HTTP/1.1\r\n\r\n",
        "HTTP/1.1 200 OK\n\n",
        "HTTP/1.1 200 OK\r\nheader\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: few\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12",
        "SSH-2.0-OpenSSH_9.6\r\n",
      })
  void takesAnAnswerThatCannotBeReadAsPassing(String answer) throws IOException {
    assertThat(answered(route, answer, true)).isEqualTo(new Attempt.Transient("webhook-answer"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 "})
  void takesAnAnswerThatIsTooLongToBeReadAsPassing(String beginning) throws IOException {
    assertThat(answered(route, beginning + "x".repeat(10_000) + "\r\n\r\n", true))
        .isEqualTo(new Attempt.Transient("webhook-answer"));
  }

  @Test
  void takesAConnectionThatBreaksBeforeAnythingIsSentAsPassing() {
    WebhookRoute route =
        careful(
            host -> {
              throw AbortedException.beforeSend();
            });

    assertThat(route.attempt(to("https://citizen.example/")))
        .isEqualTo(new Attempt.Transient("webhook-connection"));
  }

  @Test
  void takesARefusedOrDroppedConnectionAsPassing() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }

    assertThat(route.attempt(Mailings.to(1, Mailings.webhook("http://127.0.0.1:" + closed + "/"))))
        .isEqualTo(new Attempt.Transient("webhook-connection"));
    assertThat(attempt("/drop")).isEqualTo(new Attempt.Transient("webhook-connection"));
  }

  @Test
  void takesAnAttemptThatTheServicesStopInterruptsAsPassing() {
    ExecutorService worker = Executors.newSingleThreadExecutor();
    try {
      Future<Attempt> attempt = worker.submit(() -> attempt("/silent"));
      Awaitility.await().until(() -> !bodies.isEmpty());

      worker.shutdownNow();

      assertThat(attempt)
          .succeedsWithin(Duration.ofSeconds(10))
          .isEqualTo(new Attempt.Transient("webhook-interrupted"));
    } finally {
      worker.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"not a url", "http://[", "https://a.example:99999/"})
  void refusesWhatIsNoAddress(String url) {
    assertThat(route.reaches(Mailings.webhook(url))).isTrue();
    assertThat(careful(InetAddress::getAllByName).accepts(Mailings.webhook(url))).isFalse();
    assertThat(route.attempt(Mailings.to(1, Mailings.webhook(url))))
        .isIn(
            new Attempt.Permanent("address-malformed"),
            new Attempt.Permanent("webhook-address-refused"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://localhost/",
        "https://2130706433/",
        "https://0.0.0.0/",
        "https://10.1.2.3/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/",
        "https://100.100.100.200/latest/meta-data",
        "https://192.0.0.192/opc/v2/",
        "https://192.0.2.1/",
        "https://203.0.113.7/",
        "https://127.1/",
        "https://0x7f.0.0.1/",
        "https://[::ffff:169.254.169.254]/",
        "https://[::127.0.0.1]/",
        "https://[fec0::1]/",
        "https://[ff02::1]/",
        "https://[fd00:ec2::254]/latest/meta-data",
        "https://[3fff::1]/",
        "https://[2001::1]/",
        "https://93.184.216.34:22/",
        "https://93.184.216.34:8443/",
        "https://93.184.216.34:0/",
        "gopher://93.184.216.34/",
        "//93.184.216.34/",
        "https://198.18.0.1/",
        "https://224.0.0.1/",
        "https://255.255.255.255/",
        "https://[::1]/",
        "https://[::]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[2001:db8::1]/",
        "http://93.184.216.34/",
        "ftp://93.184.216.34/",
        "file:///etc/passwd",
        "https://user:word@93.184.216.34/",
        "93.184.216.34",
      })
  void neverGoesIntoTheOfficesOwnNetworkOrUnencrypted(String url) {
    assertThat(careful(InetAddress::getAllByName).attempt(to(url)))
        .isEqualTo(new Attempt.Permanent("webhook-address-refused"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "::1", "10.0.0.1", "169.254.169.254", "fd00::1", "100.64.0.1"})
  void neverFollowsANameIntoTheOfficesOwnNetwork(String address) {
    assertThat(careful(host -> addresses(address)).attempt(to("https://citizen.example/")))
        .isEqualTo(new Attempt.Permanent("webhook-address-refused"));
    assertThat(
            careful(host -> addresses("93.184.216.34", address))
                .attempt(to("https://citizen.example/")))
        .as("one address of several is enough")
        .isEqualTo(new Attempt.Permanent("webhook-address-refused"));
  }

  @Test
  void looksANameUpForEachConnectionAndOnlyThen() {
    WebhookRoute route =
        careful(host -> addresses(resolved.size() == 1 ? "93.184.216.34" : "127.0.0.1"));

    assertThat(route.attempt(to("https://rebinding.example/")))
        .isNotEqualTo(new Attempt.Permanent("webhook-address-refused"));
    assertThat(resolved).as("what was looked at is what is used").hasSize(1);
    assertThat(route.attempt(to("https://rebinding.example/")))
        .isEqualTo(new Attempt.Permanent("webhook-address-refused"));
    assertThat(resolved).hasSize(2);
  }

  @Test
  void acceptsWhatMayBeAnAddressWithoutLookingItUp() {
    WebhookRoute route = careful(host -> addresses("127.0.0.1"));

    assertThat(route.accepts(Mailings.webhook(" https://citizen.example/hook "))).isTrue();
    assertThat(route.accepts(Mailings.webhook("http://citizen.example/hook"))).isFalse();
    assertThat(route.accepts(Mailings.email("reader@example.org"))).isFalse();
    assertThat(resolved).isEmpty();
  }

  @Test
  void doesNotWaitForTheNamesOfOthers() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    WebhookRoute route =
        new WebhookRoute(
            new Destinations(
                true,
                Set.of(443),
                host -> {
                  if (host.startsWith("slow")) {
                    asked.countDown();
                    await();
                  }
                  return addresses("127.0.0.1");
                }),
            Duration.ofSeconds(30),
            loops);
    String end = ".example:" + server.getAddress().getPort() + "/200";

    CompletableFuture<Attempt> slow =
        CompletableFuture.supplyAsync(() -> route.attempt(to("http://slow" + end)));
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

    assertThat(route.attempt(to("http://quick" + end))).isEqualTo(new Attempt.Done());
    assertThat(slow).isNotDone();
    over.countDown();
    assertThat(slow).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(new Attempt.Done());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/",
        "http://100.100.100.200/",
        "http://0.0.0.0/",
        "http://224.0.0.1/"
      })
  void keepsAwayFromWhereMachinesTellTheirSecretsEvenInsideTheOffice(String url) {
    assertThat(route.attempt(to(url))).isEqualTo(new Attempt.Permanent("webhook-address-refused"));
  }

  @Test
  void doesNotLogWhereALetterWasToGo() {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    Logger library = (Logger) LoggerFactory.getLogger("reactor.netty.http.client");
    YamlPropertiesFactoryBean settings = new YamlPropertiesFactoryBean();
    settings.setResources(new ClassPathResource("reply-service.yml"));
    library.setLevel(
        Level.valueOf(
            String.valueOf(settings.getObject().get("logging.level." + library.getName()))));
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    try {
      attempt("/drop?citizen=13800138000");
      attempt(hasty, "/silent?citizen=13800138000");
      careful(host -> addresses("127.0.0.1")).attempt(to("https://citizen-13800138000.example/"));
      root.detachAppender(log);
      assertThat(List.copyOf(log.list))
          .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
          .extracting(event -> event.getFormattedMessage() + event.getThrowableProxy())
          .noneMatch(line -> line.contains("13800138000") || line.contains("127.0.0.1"));
    } finally {
      root.detachAppender(log);
      library.setLevel(null);
    }
  }

  private WebhookRoute patient(Duration timeout) {
    return new WebhookRoute(
        new Destinations(true, Set.of(443), InetAddress::getAllByName), timeout, loops);
  }

  private WebhookRoute careful(Destinations.Lookup lookup) {
    return new WebhookRoute(
        new Destinations(
            false,
            Set.of(443),
            host -> {
              resolved.add(host);
              return lookup.addresses(host);
            }),
        Duration.ofSeconds(5),
        loops);
  }

  private static InetAddress[] addresses(String... literals) throws UnknownHostException {
    InetAddress[] addresses = new InetAddress[literals.length];
    for (int i = 0; i < literals.length; i++) {
      addresses[i] = InetAddress.getByName(literals[i]);
    }
    return addresses;
  }

  private static Mailing to(String url) {
    return Mailings.to(1, Mailings.webhook(url));
  }

  @ParameterizedTest
  @CsvSource({"93.184.216.34", "8.8.8.8", "2606:4700:4700::1111", "100.128.0.1", "172.32.0.1"})
  void knowsAPublicAddress(String address) throws UnknownHostException {
    assertThat(Destinations.isPublic(InetAddress.getByName(address))).isTrue();
  }

  private Attempt attempt(String path) {
    return attempt(route, path);
  }

  private Attempt attempt(WebhookRoute by, String path) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
    return by.attempt(Mailings.to(1, Mailings.webhook(url)));
  }

  /**
   * What comes of an attempt at a server that answers these bytes, whatever they are.
   *
   * @param ends whether it then ends the connection
   */
  private Attempt answered(WebhookRoute by, String answer, boolean ends) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server =
          new Thread(
              () -> {
                try (Socket connection = socket.accept()) {
                  connection.getInputStream().read(new byte[8192]);
                  connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                  if (ends) {
                    connection.shutdownOutput();
                  }
                  await();
                } catch (IOException left) {
                  // The other end has said enough, too.
                }
              });
      server.setDaemon(true);
      server.start();
      return by.attempt(to("http://127.0.0.1:" + socket.getLocalPort() + "/"));
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    String path = exchange.getRequestURI().getPath();
    switch (path) {
      case "/silent" -> await();
      case "/drop" -> exchange.close();
      case "/endless" -> {
        exchange.sendResponseHeaders(200, 0);
        try {
          while (!Thread.currentThread().isInterrupted()) {
            exchange.getResponseBody().write(new byte[1000]);
            exchange.getResponseBody().flush();
          }
        } catch (IOException gone) {
          hungUp.complete(gone);
        }
      }
      default -> {
        int status = Integer.parseInt(path.substring(1));
        exchange.getResponseHeaders().add("Location", "/200");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
      }
    }
  }

  private void await() {
    try {
      over.await();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
