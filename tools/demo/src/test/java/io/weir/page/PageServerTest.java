package io.weir.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageServerTest {
  /** Nobody listens on the port that is reserved for this. */
  private static final URI NOBODY = URI.create("http://127.0.0.1:9");

  private final PageServer server =
      new PageServer(
          0,
          Map.of(
              "/",
              new PageFiles(),
              "/prometheus",
              ReadOnlyProxy.prometheus("/prometheus", NOBODY),
              "/loki",
              ReadOnlyProxy.loki("/loki", NOBODY),
              "/api/dashboards",
              new DashboardFiles("/api/dashboards")));

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html",
    "/page.css, text/css",
    "/main.js, text/javascript",
    "/uPlot.esm.js, text/javascript",
    "/weir.svg, image/svg+xml",
    "/api/dashboards, application/json",
    "/api/dashboards/weir-pipeline, application/json"
  })
  void servesThePageAndItsDashboards(String path, String type) throws IOException {
    assertThat(ask("GET", path, host()))
        .startsWith("HTTP/1.1 200 ")
        .containsIgnoringCase("Content-Type: " + type)
        .containsIgnoringCase("Content-Security-Policy: default-src 'none'; script-src 'self'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  void canOnlyBeRead(String method) throws IOException {
    assertThat(ask(method, "/", host())).startsWith("HTTP/1.1 405 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1.evil.example"})
  void answersUnderNoNameButLoopbacks(String host) throws IOException {
    assertThat(ask("GET", "/", host)).startsWith("HTTP/1.1 403 ").doesNotContain("<html");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../page/index.html",
        "/%2e%2e/PageServer.class",
        "/nothing.js",
        "/PageServer.class",
        "/api/dashboards/nothing",
        "/api/dashboards/../secret"
      })
  void hasNothingElse(String path) throws IOException {
    assertThat(ask("GET", path, host())).startsWith("HTTP/1.1 404 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/prometheus/api/v1/admin/tsdb/delete_series",
        "/prometheus/api/v1/status/config",
        "/prometheus/-/quit",
        "/prometheus/api/v1/query/../admin",
        "/loki/loki/api/v1/delete",
        "/loki/loki/api/v1/push",
        "/loki/config"
      })
  void asksTheStoresForQueriesOnly(String path) throws IOException {
    assertThat(ask("GET", path, host())).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void saysWhoDoesNotAnswer() throws IOException {
    assertThat(ask("GET", "/prometheus/api/v1/query?query=up", host()))
        .startsWith("HTTP/1.1 502 ")
        .endsWith("{\"error\":\"Prometheus does not answer\"}");
  }

  private String host() {
    return server.uri().getAuthority();
  }

  /** By a socket, as clients of HTTP do not let one choose the host. */
  private String ask(String method, String path, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
      String request =
          "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
              .formatted(method, path, host);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
