package io.weir.sinks.alertmanager;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The replicas of one Alertmanager, asked side by side: one that is out costs its time once. */
final class AlertmanagerReplicas {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final List<URI> replicas;

  AlertmanagerReplicas(List<URI> replicas) {
    this.replicas = List.copyOf(replicas);
  }

  /** Posts a request's body to all and waits for all. */
  AlertmanagerResponse post(byte[] body) {
    List<CompletableFuture<HttpResponse<String>>> answers =
        replicas.stream().map(replica -> send(replica, body)).toList();
    return AlertmanagerResponse.together(
        answers.stream().map(AlertmanagerReplicas::judge).toList());
  }

  private CompletableFuture<HttpResponse<String>> send(URI replica, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(replica)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    // The request's own timeout would end with the answer's first line.
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static AlertmanagerResponse judge(CompletableFuture<HttpResponse<String>> answer) {
    try {
      HttpResponse<String> response = answer.join();
      return AlertmanagerResponse.of(response.statusCode(), response.body());
    } catch (CompletionException e) {
      return AlertmanagerResponse.unreachable();
    }
  }
}
