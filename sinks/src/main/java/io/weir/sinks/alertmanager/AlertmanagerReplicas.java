package io.weir.sinks.alertmanager;

import io.weir.sinks.StoreHttp;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The replicas of one Alertmanager, asked side by side: one that is out costs its time once. */
final class AlertmanagerReplicas {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final StoreHttp http = new StoreHttp(TIMEOUT);
  private final List<URI> replicas;

  AlertmanagerReplicas(List<URI> replicas) {
    this.replicas = List.copyOf(replicas);
  }

  /** Posts a request's body to all and waits for all. */
  AlertmanagerResponse post(byte[] body) {
    List<CompletableFuture<AlertmanagerResponse>> answers =
        replicas.stream().map(replica -> send(replica, body)).toList();
    return AlertmanagerResponse.together(answers.stream().map(CompletableFuture::join).toList());
  }

  private CompletableFuture<AlertmanagerResponse> send(URI replica, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(replica)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return http.send(request)
        .thenApply(
            answer ->
                answer
                    .map(given -> AlertmanagerResponse.of(given.statusCode(), given.body()))
                    .orElseGet(AlertmanagerResponse::unreachable));
  }
}
