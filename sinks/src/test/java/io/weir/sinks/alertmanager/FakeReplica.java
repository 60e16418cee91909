package io.weir.sinks.alertmanager;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.ingest.event.Json;
import io.weir.sinks.RecordedAnswers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A replica that answers as it is told, below a prefix or not. */
final class FakeReplica implements AutoCloseable {
  private static final RecordedAnswers ANSWERS = new RecordedAnswers("alertmanager");

  private final List<JsonNode> requests = new ArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final String prefix;
  private volatile int status = 200;
  private volatile boolean silent;
  private volatile int most = Integer.MAX_VALUE;
  private volatile String refused;

  FakeReplica() {
    this("");
  }

  FakeReplica(String prefix) {
    this.prefix = prefix;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(prefix + "/api/v2/alerts", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + prefix);
  }

  void answer(int with) {
    status = with;
  }

  /** Stands behind something that lets no more alerts pass in a request. */
  void takeAtMost(int alerts) {
    most = alerts;
  }

  /** Takes all alerts of a request but that of this incident; null lets it take all. */
  void refuse(String incident) {
    refused = incident;
  }

  /** Takes requests and says nothing. */
  void fallSilent() {
    silent = true;
  }

  synchronized List<JsonNode> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode alerts = Json.MAPPER.readTree(exchange.getRequestBody());
      synchronized (this) {
        requests.add(alerts);
      }
      if (silent) {
        released.await();
      }
      answer(exchange, alerts);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange, JsonNode alerts) throws IOException {
    if (alerts.size() > most) {
      exchange.sendResponseHeaders(413, -1);
    } else if (alerts.findValuesAsText("incident").contains(refused)) {
      byte[] body = ANSWERS.body("start-no-time").getBytes(UTF_8);
      exchange.sendResponseHeaders(ANSWERS.status("start-no-time"), body.length);
      exchange.getResponseBody().write(body);
    } else {
      exchange.sendResponseHeaders(status, -1);
    }
  }

  @Override
  public void close() {
    released.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
