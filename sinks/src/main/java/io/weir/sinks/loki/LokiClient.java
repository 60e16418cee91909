package io.weir.sinks.loki;

import io.weir.sinks.http.StoreHttp;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;

/** Pushes entries of one stream to one Loki and judges its answer. Thread-safe. */
final class LokiClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final ContentType PROTOBUF = ContentType.create("application/x-protobuf");

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
    HttpPost request = new HttpPost(push);
    request.setEntity(new ByteArrayEntity(LokiEncoder.push(stream, entries), PROTOBUF));
    return http.send(ofTenant(request))
        .map(answer -> LokiResponse.of(answer.status(), answer.body(), entries.size()))
        .orElseGet(LokiResponse::unreachable);
  }

  /** Why nothing could be stored, as far as a question shows it, or null. */
  String probe() {
    return http.probe(ofTenant(new HttpGet(ready)));
  }

  private HttpRequestBase ofTenant(HttpRequestBase request) {
    if (tenant != null) {
      request.setHeader("X-Scope-OrgID", tenant);
    }
    return request;
  }

  @Override
  public void close() {
    http.close();
  }
}
