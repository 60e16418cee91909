package io.weir.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.weir.dashboards.Queries.Query;
import io.weir.servers.Binary;
import io.weir.servers.PrometheusServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Every panel finds something in a real Prometheus that has every metric of the two pages: names
 * and labels of a query are those that are published, and its parts can be joined.
 */
class PanelDataTest {
  /** Panels that stay empty here, and why. */
  private static final Map<String, String> MAY_BE_EMPTY =
      Map.of("Growth against last week", "there are samples of three hours");

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void everyPanelFindsSomething(@TempDir Path directory) throws Exception {
    assumeThat(Binary.PROMETHEUS.find()).as(Binary.PROMETHEUS.whyAbsent()).isPresent();
    // Well before now, so that no part of it belongs to the head of the database.
    long end = Instant.now().minus(Duration.ofHours(4)).getEpochSecond();
    Path samples =
        Files.writeString(directory.resolve("samples.txt"), new SampleSeries(end).text());
    Path data = directory.resolve("prometheus/data");
    Promtool.succeeds(
        "tsdb", "create-blocks-from", "openmetrics", "-q", samples.toString(), data.toString());
    Path config = Files.writeString(directory.resolve("prometheus.yml"), "global: {}\n");

    List<String> empty = new ArrayList<>();
    try (PrometheusServer prometheus =
        PrometheusServer.start(directory.resolve("prometheus"), config, 0)) {
      for (Query query : Queries.ofPanels()) {
        if (!hasNumbers(ask(prometheus.uri(), query, end))) {
          empty.add(query.title());
        }
      }
    }

    assertThat(empty).containsExactlyInAnyOrderElementsOf(MAY_BE_EMPTY.keySet());
  }

  private Map<?, ?> ask(URI prometheus, Query query, long time) throws Exception {
    String path =
        "/api/v1/query?time=%d&query=%s"
            .formatted(time, URLEncoder.encode(query.expression(), StandardCharsets.UTF_8));
    HttpRequest request = HttpRequest.newBuilder(URI.create(prometheus + path)).build();
    String body = send(request);
    // JSON is YAML too.
    Map<?, ?> answer = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(body);
    assertThat(answer.get("status")).as("%s: %s", query, body).isEqualTo("success");
    return (Map<?, ?>) answer.get("data");
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString()).body();
  }

  private static boolean hasNumbers(Map<?, ?> data) {
    return Queries.maps(data, "result").stream()
        .map(series -> ((List<?>) series.get("value")).get(1))
        .anyMatch(value -> !value.equals("NaN"));
  }
}
