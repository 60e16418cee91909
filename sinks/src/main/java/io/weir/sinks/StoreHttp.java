package io.weir.sinks;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sends requests to a store that speaks plain HTTP. */
public final class StoreHttp {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final Duration timeout;

  /**
   * A client that keeps its connections.
   *
   * @param timeout for a whole answer, its body included
   */
  public StoreHttp(Duration timeout) {
    this.timeout = timeout;
  }

  /** Sends a request; the future never fails, and is empty if no whole answer came in time. */
  public CompletableFuture<Optional<HttpResponse<String>>> send(HttpRequest request) {
    CompletableFuture<HttpResponse<String>> exchange =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    // The request's own timeout would end with the answer's first line.
    return exchange
        .copy()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        // Otherwise the connection to a server that says nothing stays open.
        .whenComplete((answer, fault) -> exchange.cancel(true))
        .handle((answer, fault) -> Optional.ofNullable(answer));
  }
}
