package io.weir.sinks.alertmanager;

import io.weir.sinks.Delivery;
import io.weir.sinks.Verdict;
import io.weir.sinks.http.StoreAddress;
import io.weir.sinks.http.StoreHttp;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replicas of one Alertmanager, asked side by side: one that is out costs its time once. */
final class AlertmanagerReplicas implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerReplicas.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final List<StoreHttp> replicas;
  private final Set<StoreHttp> out = ConcurrentHashMap.newKeySet();
  private final ExecutorService requests;

  AlertmanagerReplicas(List<StoreAddress> replicas) {
    this.replicas = replicas.stream().map(address -> new StoreHttp(address, TIMEOUT)).toList();
    this.requests =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "alertmanager-request");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Those that took nothing when they were asked last. */
  Set<StoreHttp> out() {
    return out;
  }

  /** Posts a request's body to all and waits for all. */
  Verdict post(byte[] body) {
    List<CompletableFuture<Verdict>> answers =
        replicas.stream()
            .map(replica -> CompletableFuture.supplyAsync(() -> send(replica, body), requests))
            .toList();
    List<Verdict> given = answers.stream().map(CompletableFuture::join).toList();
    for (int i = 0; i < replicas.size(); i++) {
      note(replicas.get(i), AlertmanagerResponse.ofOne(given.get(i)));
    }
    return AlertmanagerResponse.together(given);
  }

  /** One that is out shows nowhere else, as long as another takes everything. */
  private void note(StoreHttp replica, Delivery delivery) {
    if (delivery instanceof Delivery.Retry retry) {
      if (out.add(replica)) {
        LOG.warn("The Alertmanager {} is out: {}", name(replica), retry.reason());
      }
    } else if (out.remove(replica)) {
      LOG.warn("The Alertmanager {} is there again", name(replica));
    }
  }

  private static String name(StoreHttp replica) {
    return replica.address().name();
  }

  private static Verdict send(StoreHttp replica, byte[] body) {
    HttpPost request = new HttpPost(replica.address().url());
    request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    return replica
        .send(request)
        .map(given -> AlertmanagerResponse.of(given.status(), given.body()))
        .orElseGet(AlertmanagerResponse::unreachable);
  }

  /** Null if one of them answers a question for its alerts, else why the first does not. */
  String probe() {
    String problem = null;
    for (StoreHttp replica : replicas) {
      URI none = URI.create(replica.address().url() + "?filter=incident%3D%22none%22");
      String found = replica.probe(new HttpGet(none));
      if (found == null) {
        return null;
      }
      problem = problem == null ? found : problem;
    }
    return problem;
  }

  @Override
  public void close() {
    requests.shutdownNow();
    replicas.forEach(StoreHttp::close);
  }
}
