package io.weir.sinks.loki;

import io.weir.sinks.http.StoreHttp;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;

/** Pushes entries of one stream to one Loki and judges its answer. Thread-safe. */
final class LokiClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final StoreHttp http;
  private final URI push;
  private final URI ready;
  private final String tenant;

  LokiClient(LokiSettings settings) {
    this.http = new StoreHttp(settings.address(), TIMEOUT);
    this.push = settings.address().below("/loki/api/v1/push").url();
    this.ready = settings.address().below("/loki/api/v1/labels").url();
    this.tenant = settings.tenant();
  }

  LokiResponse push(LokiStream stream, List<LokiEntry> entries) {
    HttpRequest.Builder request =
        request(push)
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(LokiEncoder.push(stream, entries)));
    return http.send(request)
        .join()
        .map(answer -> LokiResponse.of(answer.statusCode(), answer.body(), entries.size()))
        .orElseGet(LokiResponse::unreachable);
  }

  /** Why nothing could be stored, as far as a question shows it, or null. */
  String probe() {
    return http.probe(request(ready).GET());
  }

  private HttpRequest.Builder request(URI uri) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (tenant != null) {
      request.header("X-Scope-OrgID", tenant);
    }
    return request;
  }
}
