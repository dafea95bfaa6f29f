package org.opinionloop.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Puts requests to an HTTP server from one thread over persistent connections, one request at a
 * time on each, and takes the time of every answer. Knows no more of HTTP than that needs: the
 * answer must say its content length.
 */
public final class HttpLoad implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Nanoseconds by which a request may be late, and an answer be noticed late. */
  private static final long NAP = 100_000;

  private final Selector selector;
  private final List<Connection> connections = new ArrayList<>();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Talk talk;
  private long[] nanos = new long[1 << 16];
  private int answered;
  private int refused;
  private int asked;

  /** What is said to the server, and what becomes of its answers; all on one thread. */
  public interface Talk {

    /** A whole request, head and body. */
    byte[] ask(int number);

    /**
     * The answer to the request of this number.
     *
     * @param took from when the request was due
     */
    void hear(int number, Answer answer, Duration took);
  }

  /** An answer as it came, head and body; good for as long as it is heard. */
  public static final class Answer {

    private static final String END_OF_HEAD = "\r\n\r\n";

    private final byte[] bytes;
    private final int size;

    Answer(byte[] bytes, int size) {
      this.bytes = bytes;
      this.size = size;
    }

    /** The status of its first line. */
    public int status() {
      return Integer.parseInt(new String(bytes, 9, 3, StandardCharsets.US_ASCII));
    }

    /** Whether its head has this field, in whatever letters. */
    public boolean has(String field) {
      String text = text();
      String head = text.substring(0, text.indexOf(END_OF_HEAD)).toLowerCase(Locale.ROOT);
      return head.contains("\r\n" + field.toLowerCase(Locale.ROOT) + ":");
    }

    /** What follows the head. */
    public String body() {
      String text = text();
      return text.substring(text.indexOf(END_OF_HEAD) + END_OF_HEAD.length());
    }

    private String text() {
      return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }
  }

  /**
   * Connects, for requests whose answers are only counted.
   *
   * @param requests whole ones, head and body
   */
  public HttpLoad(int port, int connections, Supplier<byte[]> requests) {
    this(
        port,
        connections,
        new Talk() {
          @Override
          public byte[] ask(int number) {
            return requests.get();
          }

          @Override
          public void hear(int number, Answer answer, Duration took) {}
        });
  }

  /** Connects. */
  public HttpLoad(int port, int connections, Talk talk) {
    this.talk = talk;
    try {
      this.selector = Selector.open();
      for (int i = 0; i < connections; i++) {
        Connection connection = new Connection(port);
        this.connections.add(connection);
        idle.add(connection);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * What came of a load.
   *
   * @param perSecond answers, over the time until the last of them
   * @param refused those with another status than 200 or 202
   */
  public record Outcome(
      int answers, int refused, double perSecond, double p50, double p99, double max) {}

  /** A request with this body. */
  public static byte[] post(String path, String key, String type, byte[] body) {
    byte[] head =
        ("POST "
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                + key
                + "\r\nContent-Type: "
                + type
                + "\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  /** As fast as the server answers: each connection asks again as soon as it has its answer. */
  public Outcome closed(Duration time) {
    return run(Double.POSITIVE_INFINITY, time, Long.MAX_VALUE);
  }

  /**
   * The same until there were so many, or the time is over: a slow server is as warm as a quick
   * one.
   */
  public Outcome closed(int requests, Duration atMost) {
    return run(Double.POSITIVE_INFINITY, atMost, requests);
  }

  /**
   * So many a second whatever the server does; the time of an answer counts from when its request
   * was due, so a server that stops for a moment has to account for all who would have come.
   */
  public Outcome open(double perSecond, Duration time) {
    return run(perSecond, time, Long.MAX_VALUE);
  }

  private Outcome run(double perSecond, Duration time, long most) {
    answered = 0;
    refused = 0;
    long start = System.nanoTime();
    long end = start + time.toNanos();
    long sent = 0;
    try {
      while (true) {
        long now = System.nanoTime();
        boolean over = now >= end || sent >= most;
        if (over && idle.size() == connections.size()) {
          break;
        }
        if (now > end + PATIENCE.toNanos()) {
          throw new IllegalStateException("answers are missing after " + PATIENCE);
        }
        long due = start + (long) (1e9 * sent / perSecond);
        while (!over && sent < most && due <= now && !idle.isEmpty()) {
          idle.remove().ask(Double.isInfinite(perSecond) ? System.nanoTime() : due);
          sent++;
          due = start + (long) (1e9 * sent / perSecond);
        }
        if (idle.isEmpty() || over) {
          selector.select(10);
        } else if (due - now > 1_000_000) {
          selector.select((due - now) / 1_000_000);
        } else {
          // What turns round and round takes half a processor from those who are measured.
          LockSupport.parkNanos(Math.min(due - now, NAP));
          selector.selectNow();
        }
        for (SelectionKey key : selector.selectedKeys()) {
          ((Connection) key.attachment()).proceed(key);
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException broken) {
      throw new UncheckedIOException("the server has hung up", broken);
    }
    return outcome(System.nanoTime() - start);
  }

  private Outcome outcome(long elapsed) {
    long[] sorted = Arrays.copyOf(nanos, answered);
    Arrays.sort(sorted);
    return new Outcome(
        answered,
        refused,
        answered * 1e9 / elapsed,
        millis(sorted, 0.50),
        millis(sorted, 0.99),
        millis(sorted, 1));
  }

  private static double millis(long[] sorted, double quantile) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.min(sorted.length - 1, (int) (quantile * sorted.length))] / 1e6;
  }

  @Override
  public void close() {
    try {
      for (Connection each : connections) {
        each.channel.close();
      }
      selector.close();
    } catch (IOException already) {
      throw new UncheckedIOException(already);
    }
  }

  private final class Connection {

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocate(16 * 1024);
    private ByteBuffer out = ByteBuffer.allocate(0);
    private long since;
    private int number;

    Connection(int port) throws IOException {
      channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    void ask(long from) throws IOException {
      since = from;
      number = asked++;
      out = ByteBuffer.wrap(talk.ask(number));
      channel.write(out);
      if (out.hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      }
    }

    void proceed(SelectionKey ready) throws IOException {
      if (ready.isWritable()) {
        channel.write(out);
        if (!out.hasRemaining()) {
          key.interestOps(SelectionKey.OP_READ);
        }
      }
      if (!ready.isReadable()) {
        return;
      }
      if (channel.read(in) < 0) {
        throw new IOException("end of stream");
      }
      if (isWhole()) {
        long took = System.nanoTime() - since;
        note(took, in.get(9) == '2');
        talk.hear(number, new Answer(in.array(), in.position()), Duration.ofNanos(took));
        in.clear();
        idle.add(this);
      }
    }

    private boolean isWhole() throws IOException {
      byte[] bytes = in.array();
      int size = in.position();
      for (int i = 3; i < size; i++) {
        if (bytes[i] == '\n' && bytes[i - 2] == '\n') {
          return size >= i + 1 + contentLength(bytes, i);
        }
      }
      return false;
    }

    private int contentLength(byte[] bytes, int end) throws IOException {
      String head = new String(bytes, 0, end, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
      int at = head.indexOf("content-length:");
      if (at < 0) {
        throw new IOException("an answer without content length: " + head);
      }
      return Integer.parseInt(head.substring(at + 15, head.indexOf('\r', at)).strip());
    }
  }

  private void note(long took, boolean good) {
    if (answered == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * answered);
    }
    nanos[answered++] = took;
    if (!good) {
      refused++;
    }
  }
}
