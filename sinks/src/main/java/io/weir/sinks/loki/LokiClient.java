package io.weir.sinks.loki;

import io.weir.sinks.Delivery;
import io.weir.sinks.StoreHttp;
import io.weir.sinks.StoreUrl;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Pushes entries of one stream to one Loki and judges its answer. */
final class LokiClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final StoreHttp http = new StoreHttp(TIMEOUT);
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
    return http.send(request.build())
        .join()
        .map(answer -> LokiResponse.of(answer.statusCode(), answer.body(), entries))
        .orElseGet(LokiResponse::unreachable);
  }

  /** Why nothing can be stored, or null. */
  String fault() {
    return fault;
  }
}
