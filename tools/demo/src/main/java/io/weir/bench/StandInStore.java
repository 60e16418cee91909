package io.weir.bench;

import com.google.protobuf.CodedInputStream;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.xerial.snappy.Snappy;

/**
 * An Elasticsearch and a Loki that keep nothing: each takes what it is sent, counts it and says, as
 * the real one would, that it is stored. What a sink costs shows best against a store that costs
 * nothing.
 */
final class StandInStore implements AutoCloseable {
  private static final int STREAMS = 1;
  private static final int ENTRIES = 2;
  private static final String ITEM = "{\"create\":{\"status\":201}}";

  static {
    // Otherwise a small answer waits for an acknowledgement of what was sent before it.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final long latencyMillis;
  private final AtomicLong stored = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /**
   * Starts one on a free port of loopback.
   *
   * @param latencyMillis how long an answer takes
   */
  StandInStore(int latencyMillis) {
    this.latencyMillis = latencyMillis;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Documents or entries that were taken. */
  long stored() {
    return stored.get();
  }

  /** Requests with documents or entries. */
  long requests() {
    return requests.get();
  }

  /** Of the bodies of those requests. */
  long bytes() {
    return bytes.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      if (path.endsWith("/_bulk")) {
        long documents = documents(body);
        took(documents, body);
        send(exchange, 200, bulkAnswer(documents));
      } else if (path.endsWith("/push")) {
        took(entries(body), body);
        exchange.sendResponseHeaders(204, -1);
      } else {
        send(exchange, 200, "{}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void took(long count, byte[] body) throws InterruptedException {
    // The store's own time, which is what is simulated.
    Thread.sleep(latencyMillis);
    stored.addAndGet(count);
    requests.incrementAndGet();
    bytes.addAndGet(body.length);
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
    exchange.sendResponseHeaders(status, json.length);
    exchange.getResponseBody().write(json);
  }

  /** An action and a source each, on a line of its own. */
  private static long documents(byte[] body) {
    long lines = 0;
    for (byte b : body) {
      lines += b == '\n' ? 1 : 0;
    }
    return lines / 2;
  }

  private static String bulkAnswer(long documents) {
    StringBuilder answer = new StringBuilder("{\"errors\":false,\"items\":[");
    for (long i = 0; i < documents; i++) {
      answer.append(i == 0 ? "" : ",").append(ITEM);
    }
    return answer.append("]}").toString();
  }

  private static long entries(byte[] body) throws IOException {
    CodedInputStream push = CodedInputStream.newInstance(Snappy.uncompress(body));
    long entries = 0;
    for (int tag = push.readTag(); tag != 0; tag = push.readTag()) {
      if (tag >>> 3 == STREAMS) {
        entries += entriesOfStream(push.readByteArray());
      } else {
        push.skipField(tag);
      }
    }
    return entries;
  }

  private static long entriesOfStream(byte[] message) throws IOException {
    CodedInputStream stream = CodedInputStream.newInstance(message);
    long entries = 0;
    for (int tag = stream.readTag(); tag != 0; tag = stream.readTag()) {
      entries += tag >>> 3 == ENTRIES ? 1 : 0;
      stream.skipField(tag);
    }
    return entries;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
