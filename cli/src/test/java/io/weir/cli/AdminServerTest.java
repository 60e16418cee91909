package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminServerTest {
  private final AtomicReference<String> live = new AtomicReference<>();
  private final AtomicReference<String> ready = new AtomicReference<>();
  private final AdminServer admin =
      new AdminServer(
          "127.0.0.1",
          0,
          new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
          new Health(live::get, ready::get));
  private final List<Socket> open = new ArrayList<>();

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
    admin.close();
  }

  @Test
  void healthIsAnsweredWithTheCause() throws Exception {
    ready.set("Kafka cannot be reached");

    assertThat(get("/health/live")).isEqualTo("200 ok");
    assertThat(get("/health/ready")).isEqualTo("503 Kafka cannot be reached");
    assertThat(get("/metrics")).startsWith("200");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 'GET /health/live HTTP/1.1'",
    "200, 'GET /health/live HTTP/1.1'",
    "1000, 'GET /health/live HTTP/1.1'",
    "1000, ''",
    "200, 'POST /health/live HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf'"
  })
  void halfSentRequestsHoldNobodyUp(int clients, String half) throws Exception {
    // What is loaded for the first request takes time that is not the server's.
    assertThat(get("/health/live")).isEqualTo("200 ok");
    for (int i = 0; i < clients; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), admin.port());
      socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
      open.add(socket);
    }

    for (int i = 0; i < 3; i++) {
      assertThat(get("/health/live")).isEqualTo("200 ok");
    }
  }

  @Test
  void aHalfSentRequestIsGivenUpAfterSeconds() throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), admin.port());
    open.add(socket);
    socket.getOutputStream().write("GET /health".getBytes(StandardCharsets.US_ASCII));
    socket.setSoTimeout(15_000);

    assertThat(closed(socket.getInputStream())).isTrue();
  }

  private static boolean closed(InputStream in) {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private String get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin.port() + path))
            .timeout(Duration.ofSeconds(4))
            .build();
    // Of its own each time: a connection that is open would not have to be taken.
    var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    return response.statusCode() + " " + response.body().strip();
  }
}
