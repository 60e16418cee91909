package io.weir.sinks.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/** Sends requests to a store that speaks plain HTTP, with its TLS and credentials. */
public final class StoreHttp {
  /** No answer of a store is longer; one that is comes from something else. */
  private static final int MAX_ANSWER_BYTES = 4 << 20;

  private static final int UNAUTHORIZED = 401;
  private static final int SERVER_ERROR = 500;

  private final HttpClient client;
  private final StoreAddress address;
  private final Duration timeout;

  /**
   * A client that keeps its connections.
   *
   * @param timeout for a whole answer, its body included
   */
  public StoreHttp(StoreAddress address, Duration timeout) {
    this.address = address;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(address.tls().context())
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  /** The address that requests are made for. */
  public StoreAddress address() {
    return address;
  }

  /**
   * Sends a request; the future never fails, and is empty if no whole answer came in time or the
   * answer was longer than any of a store.
   */
  public CompletableFuture<Optional<HttpResponse<String>>> send(HttpRequest.Builder request) {
    address.tls().refresh();
    String authorization = address.credentials().header();
    if (authorization != null) {
      request.setHeader("Authorization", authorization);
    }
    CompletableFuture<HttpResponse<String>> exchange = client.sendAsync(request.build(), bounded());
    // The request's own timeout would end with the answer's first line.
    return exchange
        .copy()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        // Otherwise the connection to a server that says nothing stays open.
        .whenComplete((answer, fault) -> exchange.cancel(true))
        .handle((answer, fault) -> Optional.ofNullable(answer));
  }

  /**
   * Asks whether the store answers and knows us.
   *
   * @return why not, in a few fixed words, or null
   */
  public String probe(HttpRequest.Builder question) {
    Optional<HttpResponse<String>> answer = send(question).join();
    return answer.isEmpty() ? "unreachable" : problem(answer.get().statusCode());
  }

  /** What a status says of a store: that it forbids the question is no problem, it is there. */
  public static String problem(int status) {
    return status == UNAUTHORIZED || status >= SERVER_ERROR ? "status_" + status : null;
  }

  private static BodyHandler<String> bounded() {
    return head -> new Bounded(BodySubscribers.ofString(StandardCharsets.UTF_8));
  }

  /** Ends an answer that would fill the memory. */
  private static final class Bounded implements BodySubscriber<String> {
    private final BodySubscriber<String> inner;
    private Flow.Subscription subscription;
    private long left = MAX_ANSWER_BYTES;

    Bounded(BodySubscriber<String> inner) {
      this.inner = inner;
    }

    @Override
    public CompletionStage<String> getBody() {
      return inner.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      inner.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      left -= buffers.stream().mapToLong(ByteBuffer::remaining).sum();
      if (left < 0) {
        subscription.cancel();
        inner.onError(new IOException("the answer is too long"));
      } else {
        inner.onNext(buffers);
      }
    }

    @Override
    public void onError(Throwable fault) {
      inner.onError(fault);
    }

    @Override
    public void onComplete() {
      if (left >= 0) {
        inner.onComplete();
      }
    }
  }
}
