package io.weir.sinks.loki;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Json;
import io.weir.servers.LokiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract against a real Loki, where there is one. */
class LokiSinkIT extends LokiContract {
  private static final Duration AROUND = Duration.ofHours(12);
  private static final int LIMIT = 5_000;

  private final HttpClient client = HttpClient.newHttpClient();
  private Optional<LokiServer> loki = Optional.empty();

  @BeforeAll
  void start(@TempDir Path data) {
    loki = LokiServer.find(data);
  }

  @AfterAll
  void close() {
    loki.ifPresent(LokiServer::close);
  }

  @Override
  URI uri() {
    assumeThat(loki).as(LokiServer.whyAbsent()).isPresent();
    return loki.orElseThrow().uri();
  }

  @Override
  protected List<String> storedIds() {
    List<String> ids = new ArrayList<>();
    for (JsonNode stream : found()) {
      stream.path("values").forEach(value -> ids.add(stream.at("/stream/event_id").asText()));
    }
    return ids;
  }

  @Override
  List<String> streams() {
    List<String> ids = seen();
    List<String> streams = new ArrayList<>();
    for (JsonNode stream : found()) {
      if (ids.contains(stream.at("/stream/event_id").asText())) {
        streams.add(stream.path("stream").toString());
      }
    }
    return streams;
  }

  private JsonNode found() {
    String query =
        "/loki/api/v1/query_range?limit=%d&start=%d&end=%d&query=%s"
            .formatted(
                LIMIT,
                start.minus(AROUND).getEpochSecond(),
                start.plus(AROUND).getEpochSecond(),
                URLEncoder.encode("{app=\"checkout\"}", StandardCharsets.UTF_8));
    try {
      HttpRequest request = HttpRequest.newBuilder(uri().resolve(query)).build();
      return Json.MAPPER
          .readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
          .at("/data/result");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected void stop() {
    try {
      loki.orElseThrow().kill();
    } catch (UnsupportedOperationException e) {
      Assumptions.abort(e.getMessage());
    }
  }

  @Override
  protected void restart() {
    loki.orElseThrow().restart();
  }
}
