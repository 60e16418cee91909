package io.weir.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.weir.cli.command.CommandFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The port for those who run a role: {@code /metrics} for Prometheus, {@code /health/live} (is it
 * worth keeping?) and {@code /health/ready} (would work succeed?), 200 or 503 with the cause.
 *
 * <p>A client that sends half a request holds a thread of its own, for seconds, and nobody else up:
 * a healthy process is not to be restarted because its health cannot be asked for.
 */
final class AdminServer implements AutoCloseable {
  private static final int MAX_SECONDS = 5;

  /** Each half-sent request takes one thread; they are small and end by the time limit. */
  private static final int MAX_THREADS = 2_000;

  private static final long STACK_BYTES = 256 << 10;

  /** What is connected above this is closed at once. */
  private static final int MAX_CONNECTIONS = 4_000;

  static {
    // Read once, when the JDK's server is loaded; without them a request may take for ever.
    limit("sun.net.httpserver.maxReqTime", MAX_SECONDS);
    limit("sun.net.httpserver.maxRspTime", MAX_SECONDS);
    limit("sun.net.httpserver.idleInterval", MAX_SECONDS);
    limit("jdk.httpserver.maxConnections", MAX_CONNECTIONS);
  }

  private static void limit(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, String.valueOf(value));
    }
  }

  private final HttpServer server;
  private final ExecutorService threads;

  /**
   * Starts to listen.
   *
   * @param port 0 for a free one
   */
  AdminServer(String host, int port, PrometheusMeterRegistry metrics, Health health) {
    try {
      server = HttpServer.create(new InetSocketAddress(host, port), MAX_CONNECTIONS);
    } catch (IOException e) {
      throw new CommandFailure("the admin port %s:%d is taken".formatted(host, port));
    }
    threads = threads();
    server.setExecutor(this::run);
    server.createContext(
        "/metrics",
        exchange -> answer(exchange, 200, "text/plain; version=0.0.4", metrics.scrape()));
    server.createContext("/health/live", exchange -> answer(exchange, health.live().get()));
    server.createContext("/health/ready", exchange -> answer(exchange, health.ready().get()));
    server.start();
  }

  private static ExecutorService threads() {
    return new ThreadPoolExecutor(
        2,
        MAX_THREADS,
        MAX_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(null, task, "admin", STACK_BYTES);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Without a free thread the connection is closed by the server, as an exception asks it to. */
  private void run(Runnable exchange) {
    try {
      threads.execute(exchange);
    } catch (OutOfMemoryError e) {
      // The system has no more threads: only this request is lost.
      throw new RejectedExecutionException(e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void answer(HttpExchange exchange, String cause) throws IOException {
    answer(
        exchange, cause == null ? 200 : 503, "text/plain", (cause == null ? "ok" : cause) + "\n");
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
