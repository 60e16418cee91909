package io.weir.sinks.loki;

import io.weir.sinks.Delivery;
import io.weir.sinks.StoreUrl;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Pushes entries of one stream to one Loki and judges its answer. */
final class LokiClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final URI push;
  private final String tenant;
  private volatile String fault;

  LokiClient(URI loki, String tenant) {
    this.push = StoreUrl.below(loki, "/loki/api/v1/push");
    this.tenant = tenant;
  }

  LokiResponse push(Map<String, String> labels, List<LokiEntry> entries) {
    LokiResponse answer = send(LokiEncoder.push(labels, entries), entries.size());
    fault = answer.delivery() instanceof Delivery.Retry retry ? retry.reason() : null;
    return answer;
  }

  private LokiResponse send(byte[] body, int entries) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(push)
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (tenant != null) {
      request.header("X-Scope-OrgID", tenant);
    }
    try {
      // The request's own timeout would end with the answer's first line.
      HttpResponse<String> response =
          client
              .sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
              .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
              .join();
      return LokiResponse.of(response.statusCode(), response.body(), entries);
    } catch (CompletionException e) {
      return LokiResponse.unreachable();
    }
  }

  /** Why nothing can be stored, or null. */
  String fault() {
    return fault;
  }
}
