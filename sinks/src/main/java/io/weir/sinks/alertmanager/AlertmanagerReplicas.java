package io.weir.sinks.alertmanager;

import io.weir.sinks.Delivery;
import io.weir.sinks.StoreHttp;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replicas of one Alertmanager, asked side by side: one that is out costs its time once. */
final class AlertmanagerReplicas {
  private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerReplicas.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final StoreHttp http = new StoreHttp(TIMEOUT);
  private final List<URI> replicas;
  private final Set<URI> out = ConcurrentHashMap.newKeySet();

  AlertmanagerReplicas(List<URI> replicas) {
    this.replicas = List.copyOf(replicas);
  }

  /** Those that took nothing when they were asked last. */
  Set<URI> out() {
    return out;
  }

  /** Posts a request's body to all and waits for all. */
  AlertmanagerResponse post(byte[] body) {
    List<CompletableFuture<AlertmanagerResponse>> answers =
        replicas.stream().map(replica -> send(replica, body)).toList();
    List<AlertmanagerResponse> given = answers.stream().map(CompletableFuture::join).toList();
    for (int i = 0; i < replicas.size(); i++) {
      note(replicas.get(i), given.get(i).delivery());
    }
    return AlertmanagerResponse.together(given);
  }

  /** One that is out shows nowhere else, as long as another takes everything. */
  private void note(URI replica, Delivery delivery) {
    if (delivery instanceof Delivery.Retry retry) {
      if (out.add(replica)) {
        LOG.warn("The Alertmanager {} is out: {}", name(replica), retry.reason());
      }
    } else if (out.remove(replica)) {
      LOG.warn("The Alertmanager {} is there again", name(replica));
    }
  }

  /** Without a password that may stand in a URL. */
  private static String name(URI replica) {
    String port = replica.getPort() < 0 ? "" : ":" + replica.getPort();
    return replica.getHost() + port + replica.getPath();
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
