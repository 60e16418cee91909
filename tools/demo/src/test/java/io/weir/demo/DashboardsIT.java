package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.dashboards.Queries;
import io.weir.dashboards.Queries.Query;
import io.weir.ingest.event.Json;
import io.weir.ingest.topic.Topic;
import io.weir.servers.Binary;
import io.weir.servers.JavaProgram;
import io.weir.servers.PrometheusServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What dashboards and alerts ask for is there: a real Prometheus scrapes a running pipeline that
 * has work, and one record at each stage that nobody can use.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardsIT {
  private static final Path CHECKOUT = Path.of("../..");

  /** Micrometer looks for new metrics of Kafka's clients once a minute. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Panels that may stay empty here, and why; {@code PanelDataTest} fills every one. */
  private static final Map<String, String> MAY_BE_EMPTY =
      Map.of(
          "Retries", "every store takes what it is sent at once",
          "Growth against last week", "there is no last week",
          "Data of 30 days", "has a point every five minutes");

  /** What the sink of Loki publishes, and no other. */
  private static final Pattern OF_LOKI = Pattern.compile("weir_sink_streams|sink=\"sink[.]loki\"");

  /** A row of the page of metrics that Weir does not publish. */
  private static final Pattern OF_OTHERS =
      Pattern.compile("(?m)^\\| `(\\w+)` \\| (?:counter|gauge|histogram|summary) \\|");

  private final HttpClient client = HttpClient.newHttpClient();
  private DemoCluster cluster;
  private PrometheusServer prometheus;

  @BeforeAll
  void start(@TempDir Path data) throws IOException, InterruptedException, ExecutionException {
    assumeThat(Binary.PROMETHEUS.find()).as(Binary.PROMETHEUS.whyAbsent()).isPresent();
    cluster = DemoCluster.start(data, DemoCluster.Ports.ANY, step -> {});
    cluster.setUp();
    cluster.startRoles();
    cluster.startPrometheus();
    prometheus = cluster.prometheus().orElseThrow();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(Clients.producer(cluster.kafka()))) {
      Recording.load(CHECKOUT).play(producer, new TimeShift(Duration.ZERO));
      producer.send(new ProducerRecord<>(Topic.LOGS_RAW.name(), unusable())).get();
      producer.send(new ProducerRecord<>(Topic.EVENTS.name(), unusable())).get();
    }
  }

  private static byte[] unusable() {
    return "unusable".getBytes(StandardCharsets.UTF_8);
  }

  @AfterAll
  void stop() {
    for (AutoCloseable open : new AutoCloseable[] {cluster}) {
      if (open != null) {
        assertThatCode(open::close).doesNotThrowAnyException();
      }
    }
  }

  /** Those of servers that are not here have no metrics to ask for: {@code PanelDataTest} does. */
  @Test
  void everyPanelAndRecordingShowsSomethingWhenThereIsWork() throws IOException {
    List<Query> asked =
        Stream.concat(Queries.ofPanels().stream(), Queries.ofRecordings().stream()).toList();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              // A server's metrics are there only once Prometheus has scraped it.
              List<Query> here = thoseOfServersThatAreHere(asked);
              assertThat(here).hasSizeGreaterThan(100);
              assertThat(here.stream().map(Query::title).distinct())
                  .hasSizeGreaterThanOrEqualTo(MAY_BE_EMPTY.size() * 20)
                  .containsAll(MAY_BE_EMPTY.keySet());
              assertThat(empty(here)).isEmpty();
            });
  }

  private List<Query> thoseOfServersThatAreHere(List<Query> asked) throws IOException {
    Set<String> absent = ofOthers();
    absent.removeAll(published());
    return asked.stream()
        .filter(query -> !asksFor(query, absent))
        .filter(query -> cluster.loki().isPresent() || !isOfLoki(query))
        .toList();
  }

  private static Set<String> ofOthers() throws IOException {
    String page = Files.readString(CHECKOUT.resolve("dashboards/METRICS-OF-OTHERS.md"));
    return OF_OTHERS
        .matcher(page)
        .results()
        .map(row -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> published() {
    Set<String> names = new TreeSet<>();
    get("/api/v1/label/__name__/values").path("data").forEach(name -> names.add(name.asText()));
    return names;
  }

  private static boolean asksFor(Query query, Set<String> metrics) {
    return metrics.stream()
        .anyMatch(
            name -> query.expression().matches("(?s).*\\b" + name + "(_bucket|_count|_sum)?\\b.*"));
  }

  private static boolean isOfLoki(Query query) {
    return OF_LOKI.matcher(query.expression()).find();
  }

  private List<String> empty(List<Query> queries) {
    return queries.stream()
        .filter(query -> !MAY_BE_EMPTY.containsKey(query.title()))
        .filter(query -> !hasNumbers(answer(query)))
        .map(query -> query.title() + ": " + query.expression())
        .toList();
  }

  @Test
  void everyMetricOfARoleIsOnThePage() throws IOException, InterruptedException {
    String page = Files.readString(CHECKOUT.resolve("dashboards/METRICS.md"));
    for (JavaProgram role : cluster.roles().values()) {
      HttpRequest request = HttpRequest.newBuilder(role.admin().resolve("/metrics")).build();
      String metrics = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      assertThat(metrics.lines().filter(line -> line.startsWith("# TYPE ")))
          .isNotEmpty()
          .map(line -> line.split(" ", -1)[2])
          .filteredOn(name -> !name.startsWith("jvm_gc_concurrent_phase_time"))
          .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
    }
  }

  /** What may be empty is still asked. */
  @Test
  void everyPanelAsksAValidQuestion() {
    assertThat(Queries.ofPanels()).isNotEmpty().allSatisfy(this::assertValid);
  }

  @Test
  void everyAlertAsksAValidQuestion() {
    assertThat(Queries.ofAlerts()).isNotEmpty().allSatisfy(this::assertValid);
  }

  @Test
  void thePrometheusItselfEvaluatesEveryRule() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(get("/api/v1/rules").findValues("health"))
                    .hasSize(Queries.ofAlerts().size() + Queries.ofRecordings().size())
                    .allMatch(health -> health.asText().equals("ok")));
  }

  @Test
  void aDeadLetterIsEnoughForItsAlert() {
    for (Query alert : Queries.ofAlerts()) {
      if (List.of("WeirEnrichDeadLetters", "WeirStoreRefuses").contains(alert.title())) {
        await().atMost(PATIENCE).until(() -> hasNumbers(answer(alert)));
      }
    }
  }

  private void assertValid(Query query) {
    JsonNode answer = answer(query);
    assertThat(answer.path("status").asText()).as("%s: %s", query, answer).isEqualTo("success");
    assertThat(answer.path("warnings")).as(query.title()).isEmpty();
  }

  private static boolean hasNumbers(JsonNode answer) {
    for (JsonNode series : answer.at("/data/result")) {
      if (!series.at("/value/1").asText("NaN").equals("NaN")) {
        return true;
      }
    }
    return false;
  }

  private JsonNode answer(Query query) {
    return get(
        "/api/v1/query?query=" + URLEncoder.encode(query.expression(), StandardCharsets.UTF_8));
  }

  private JsonNode get(String path) {
    HttpRequest request = HttpRequest.newBuilder(prometheus.uri().resolve(path)).build();
    try {
      return Json.MAPPER.readTree(
          client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
