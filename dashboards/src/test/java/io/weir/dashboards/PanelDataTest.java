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
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Every panel and every rule that records finds something in a real Prometheus that has every
 * metric of the two pages: names and labels of a query are those that are published, its parts can
 * be joined, and what it finds has the form that the panel shows.
 */
class PanelDataTest {
  private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void everyQueryFindsWhatItsPanelShows(@TempDir Path directory) throws Exception {
    assumeThat(Binary.PROMETHEUS.find()).as(Binary.PROMETHEUS.whyAbsent()).isPresent();
    // Well before now, so that no part of it belongs to the head of the database.
    long end = Instant.now().minus(Duration.ofHours(4)).getEpochSecond();
    Path samples =
        Files.writeString(directory.resolve("samples.txt"), new SampleSeries(end).text());
    Path data = directory.resolve("prometheus/data");
    Promtool.succeeds(
        "tsdb", "create-blocks-from", "openmetrics", "-q", samples.toString(), data.toString());
    Path config = Files.writeString(directory.resolve("prometheus.yml"), "global: {}\n");

    List<String> faults = new ArrayList<>();
    try (PrometheusServer prometheus =
        PrometheusServer.start(directory.resolve("prometheus"), config, 0)) {
      for (Query query : queries()) {
        fault(query, ask(prometheus.uri(), query, end))
            .ifPresent(fault -> faults.add(query.file() + ", " + query.title() + ": " + fault));
      }
    }

    assertThat(faults).isEmpty();
  }

  private static List<Query> queries() {
    return Stream.concat(Queries.ofPanels().stream(), Queries.ofRecordings().stream()).toList();
  }

  private static Optional<String> fault(Query query, Map<?, ?> data) {
    List<Map<?, ?>> series = Queries.maps(data, "result");
    if (!"vector".equals(data.get("resultType"))) {
      return Optional.of("a " + data.get("resultType"));
    }
    if (series.stream().allMatch(one -> ((List<?>) one.get("value")).get(1).equals("NaN"))) {
      return Optional.of("finds nothing");
    }
    List<String> named = LABEL.matcher(query.legend()).results().map(it -> it.group(1)).toList();
    for (Map<?, ?> one : series) {
      Map<?, ?> labels = (Map<?, ?>) one.get("metric");
      for (String label : named) {
        if (!labels.containsKey(label)) {
          return Optional.of(
              "a series without the label %s of its name: %s".formatted(label, labels));
        }
      }
    }
    boolean isOneLine =
        query.kind().equals("stat") || (query.kind().equals("timeseries") && named.isEmpty());
    return isOneLine && series.size() > 1
        ? Optional.of(series.size() + " series with the same name")
        : Optional.empty();
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
}
