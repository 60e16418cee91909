package io.weir.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.weir.cli.command.CommandFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * The port for those who run a role: {@code /metrics} for Prometheus, {@code /health/live} (is it
 * worth keeping?) and {@code /health/ready} (would work succeed?), 200 or 503 with the cause.
 */
final class AdminServer implements AutoCloseable {
  private final HttpServer server;

  /**
   * Starts to listen.
   *
   * @param port 0 for a free one
   * @param live gives the cause why the process should be restarted, or null
   * @param ready gives the cause why work would not succeed, or null
   */
  AdminServer(
      String host,
      int port,
      PrometheusMeterRegistry metrics,
      Supplier<String> live,
      Supplier<String> ready) {
    try {
      server = HttpServer.create(new InetSocketAddress(host, port), 0);
    } catch (IOException e) {
      throw new CommandFailure("the admin port %s:%d is taken".formatted(host, port));
    }
    server.createContext(
        "/metrics",
        exchange -> answer(exchange, 200, "text/plain; version=0.0.4", metrics.scrape()));
    server.createContext("/health/live", exchange -> health(exchange, live.get()));
    server.createContext("/health/ready", exchange -> health(exchange, ready.get()));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void health(HttpExchange exchange, String cause) throws IOException {
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
