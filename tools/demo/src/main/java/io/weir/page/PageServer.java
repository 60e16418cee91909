package io.weir.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the page on loopback. It can only be read: GET and HEAD, and only under a name of
 * loopback, so that a page of somebody else's, whose name was made to lead here, reads nothing.
 */
public final class PageServer implements AutoCloseable {
  private static final int THREADS = 8;

  /** Browsers do not name the port that is HTTP's own. */
  private static final int HTTP = 80;

  /** Scripts and styles of its own only, no frames, nothing from elsewhere. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final HttpServer server;
  private final ExecutorService threads;
  private final Set<String> names;
  private final Map<String, Route> routes;

  /**
   * Starts to listen.
   *
   * @param port 0 for a free one; an {@link IllegalStateException} says that it is taken
   * @param routes by the beginning of their paths; the longest that fits answers
   */
  public PageServer(int port, Map<String, Route> routes) {
    this.routes = Map.copyOf(routes);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new IllegalStateException(
          "port %d for the page cannot be used: %s".formatted(port, e.getMessage()), e);
    }
    int bound = server.getAddress().getPort();
    names =
        bound == HTTP
            ? Set.of("127.0.0.1", "localhost")
            : Set.of("127.0.0.1:" + bound, "localhost:" + bound);
    threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "page");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Where the page is. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      Headers headers = exchange.getResponseHeaders();
      headers.set("Content-Type", answer.type());
      headers.set("Content-Security-Policy", POLICY);
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      headers.set("Cache-Control", "no-store");
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), head ? -1 : length(answer.body()));
      if (!head) {
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(answer.body());
        }
      }
    }
  }

  /** The JDK's server means by 0 that the length is not known. */
  private static long length(byte[] body) {
    return body.length == 0 ? -1 : body.length;
  }

  private Answer answer(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (host == null || !names.contains(host)) {
      return Answer.failure(403, "this page answers under the name of loopback only");
    }
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return Answer.failure(405, "this page can only be read");
    }
    URI request = exchange.getRequestURI();
    return routes.keySet().stream()
        .filter(request.getPath()::startsWith)
        .max(Comparator.comparingInt(String::length))
        .map(routes::get)
        .map(route -> answer(route, request))
        .orElseGet(() -> Answer.failure(404, "nothing is at " + request.getPath()));
  }

  private static Answer answer(Route route, URI request) {
    try {
      return route.answer(request);
    } catch (IOException | RuntimeException e) {
      return Answer.failure(502, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
