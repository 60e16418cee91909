package io.weir.sinks.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.StringEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that accepts and says what it is told, and how long it is listened to. */
class StoreHttpTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private ServerSocket server;

  private StoreHttp http;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    if (http != null) {
      http.close();
    }
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

    assertThat(send(SHORT)).isEmpty();

    assertThat(closed).succeedsWithin(PATIENCE);
  }

  @Test
  void aWholeAnswerIsPassedOn() {
    CompletableFuture<Void> closed =
        CompletableFuture.runAsync(
            () -> listenAfter("HTTP/1.1 503 No\r\ncontent-length: 4\r\n\r\nbusy"));

    assertThat(send(PATIENCE))
        .hasValueSatisfying(
            answer -> {
              assertThat(answer.status()).isEqualTo(503);
              assertThat(answer.body()).isEqualTo("busy");
            });

    assertThat(closed).isNotDone();
  }

  @Test
  void whereNobodyListensNoAnswerComes() throws IOException {
    server.close();

    assertThat(send(PATIENCE)).isEmpty();
  }

  private Optional<StoreHttp.Answer> send(Duration timeout) {
    URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    HttpPost request = new HttpPost(uri);
    request.setEntity(new StringEntity("body", UTF_8));
    http = new StoreHttp(StoreAddress.open(uri), timeout);
    return http.send(request);
  }

  /** Each byte comes in time, and the whole does not. */
  @Test
  void anAnswerThatTricklesIsNotWaitedFor() {
    CompletableFuture<Void> trickle =
        CompletableFuture.runAsync(
            () -> answer("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n", this::trickle));

    assertThat(send(SHORT)).isEmpty();

    assertThat(trickle).succeedsWithin(PATIENCE);
  }

  /** No store answers so much. */
  @Test
  void anAnswerWithoutEndIsNotKept() {
    CompletableFuture<Void> flood =
        CompletableFuture.runAsync(() -> answer("HTTP/1.1 200 OK\r\n\r\n", this::flood));

    assertThat(send(PATIENCE)).isEmpty();

    assertThat(flood).succeedsWithin(PATIENCE);
  }

  private void trickle(OutputStream out) throws IOException {
    for (int i = 0; i < 1_000; i++) {
      out.write('x');
      LockSupport.parkNanos(SHORT.toNanos() / 10);
    }
  }

  private void flood(OutputStream out) throws IOException {
    byte[] much = new byte[1 << 20];
    for (int i = 0; i < 1_000; i++) {
      out.write(much);
    }
  }

  private interface Body {
    void write(OutputStream out) throws IOException;
  }

  /** Until the other side no longer listens. */
  private void answer(String head, Body body) {
    try (Socket connection = server.accept()) {
      OutputStream out = connection.getOutputStream();
      out.write(head.getBytes(US_ASCII));
      body.write(out);
    } catch (SocketException closed) {
      // As it should be.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
