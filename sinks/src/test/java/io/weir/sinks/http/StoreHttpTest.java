package io.weir.sinks.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that accepts and says what it is told, and how long it is listened to. */
class StoreHttpTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private ServerSocket server;

  /** Without a reference to it all its connections would be closed. */
  private StoreHttp http;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  /** Each try once left one more connection open. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf"
      })
  void theConnectionToAServerThatDoesNotFinishIsClosed(String said) {
    CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> listenAfter(said));

    assertThat(send(SHORT).join()).isEmpty();

    assertThat(closed).succeedsWithin(PATIENCE);
  }

  @Test
  void aWholeAnswerIsPassedOn() {
    CompletableFuture<Void> closed =
        CompletableFuture.runAsync(
            () -> listenAfter("HTTP/1.1 503 No\r\ncontent-length: 4\r\n\r\nbusy"));

    assertThat(send(PATIENCE).join())
        .hasValueSatisfying(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(503);
              assertThat(answer.body()).isEqualTo("busy");
            });

    assertThat(closed).isNotDone();
  }

  @Test
  void whereNobodyListensNoAnswerComes() throws IOException {
    server.close();

    assertThat(send(PATIENCE).join()).isEmpty();
  }

  private CompletableFuture<Optional<HttpResponse<String>>> send(Duration timeout) {
    URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("body"));
    http = new StoreHttp(StoreAddress.open(uri), timeout);
    return http.send(request);
  }

  /** Until the connection is closed. */
  private void listenAfter(String said) {
    try (Socket connection = server.accept()) {
      connection.getOutputStream().write(said.getBytes(US_ASCII));
      while (connection.getInputStream().read() >= 0) {
        // The request.
      }
    } catch (SocketException reset) {
      // It is closed in this way too.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
