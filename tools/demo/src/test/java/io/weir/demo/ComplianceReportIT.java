package io.weir.demo;

import static io.weir.demo.RunningPipeline.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.cli.Weir;
import io.weir.cli.command.CommandRunner;
import io.weir.ingest.event.Json;
import io.weir.ingest.topic.LedgerEntry;
import io.weir.ingest.topic.Topic;
import io.weir.servers.JavaProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * What an auditor asks of the recorded month, by the real stores: each figure of the report is
 * compared with what the stores say themselves, or with what was played.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComplianceReportIT {
  /** What is played and becomes an event. */
  private static final long RECORDS = 1_619;

  private static final String MONTH = "2026-11";
  private static final String AUDIT_STREAMS = "logs-kubernetes.audit_logs-*";
  private static final String EVENT_STREAMS =
      "logs-kubernetes.container_logs-*,logs-falco.alerts-*,logs-elasticsearch.audit-*,"
          + AUDIT_STREAMS;

  /** Who did what, at which the report must look; the last is markup that must not be any. */
  private static final List<String> AUDITED =
      List.of(
          request("get", "/api/v1/namespaces/shop/secrets/db", "secrets", "shop:ci", 200),
          request("list", "/api/v1/namespaces/data/secrets", "secrets", "shop:ci", 403),
          request("create", "/apis/x/clusterrolebindings", "clusterrolebindings", "ops:admin", 201),
          request("create", "/api/v1/namespaces/shop/pods/a/exec", "pods", "ops:admin", 101),
          """
          {"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"anonymous","verb":"get",
          "stage":"ResponseComplete","requestURI":"/<script>alert(1)</script>",
          "user":{"username":"system:anonymous"},"responseStatus":{"code":200},
          "requestReceivedTimestamp":"2026-11-23T02:00:00Z"}""",
          """
          {"type":"audit","timestamp":"2026-11-23T02:10:00,947+0000","node.id":"n1",
          "event.type":"transport","event.action":"access_granted","user.name":"ana",
          "origin.address":"203.0.113.7:40122","request.id":"q-2",
          "action":"indices:admin/data_stream/delete","indices":["logs-falco.alerts-default"]}""");

  private final HttpClient http = HttpClient.newHttpClient();
  private RunningPipeline pipeline;
  private Path config;
  private Path out;

  @BeforeAll
  void play(@TempDir Path data) throws Exception {
    pipeline = RunningPipeline.start(data);
    out = data.resolve("report");
    config =
        Files.writeString(
            data.resolve("report.yaml"),
            """
            kafka.bootstrap.servers: "%s"
            elasticsearch.url: %s
            elasticsearch.logs: all
            """
                .formatted(
                    pipeline.cluster.kafka().bootstrapServers(),
                    pipeline.cluster.elasticsearch().uri()));
    Recording.load(Path.of("../..")).play(pipeline.producer, new TimeShift(Duration.ZERO));
    pipeline.producer.send(new ProducerRecord<>(Topic.LOGS_RAW.name(), utf8("unusable"))).get();
    for (String line : AUDITED) {
      ObjectNode record = Json.MAPPER.createObjectNode();
      record.put("time", "2026-11-23T02:00:00Z").put("log", line.replace("\n", ""));
      pipeline
          .producer
          .send(new ProducerRecord<>(Topic.AUDIT_RAW.name(), utf8(record.toString())))
          .get();
    }
    awaitRest();
  }

  /** The demo's own check knows no audit; the report does. */
  private void awaitRest() throws IOException, InterruptedException {
    pipeline.observer.awaitIncidents(3, PATIENCE);
    Instant end = Instant.now().plus(PATIENCE);
    while (received() < RECORDS && Instant.now().isBefore(end)) {
      pipeline.observer.poll(Duration.ofMillis(200));
    }
    assertThat(received()).isEqualTo(RECORDS);
    pipeline.observer.awaitQuiet(Duration.ofSeconds(15), PATIENCE);
    call("POST", "/" + EVENT_STREAMS + "/_refresh");
  }

  /** How many records the audit store's sink has settled. */
  private long received() {
    return pipeline
        .observer
        .counts("sink.elasticsearch", Topic.EVENTS.name())
        .getOrDefault(LedgerEntry.RECEIVED, 0L);
  }

  @AfterAll
  void stop() {
    if (pipeline != null) {
      pipeline.close();
    }
  }

  @Test
  @Order(1)
  void everythingOfTheRecordedMonthIsAccountedFor() {
    Result result = report(config, MONTH);

    assertThat(result.text())
        .startsWith("2026-11: 1,399 events of 1,596 raw records, 3 incidents, ")
        .endsWith("Everything is accounted for.\n");
    assertThat(result.status()).isZero();
  }

  @Test
  @Order(2)
  void saysWhatWasCollectedAndWhatWasNot() throws IOException, InterruptedException {
    long stored = call("GET", "/" + EVENT_STREAMS + "/_count").path("count").asLong();
    Map<String, String> sources = column("sources", 0, 3);

    assertThat(sources.values().stream().mapToLong(Long::parseLong).sum()).isEqualTo(stored);
    assertThat(sources).containsEntry("audit.raw", "6").containsEntry("logs.raw", "1288");
    assertThat(sum("collected", 4)).isEqualTo(stored);
    assertThat(column("by-day", 0, 1)).containsOnlyKeys("2026-11-23");
    assertThat(csv("not-stored")).contains("enrich logs.raw,dead letter: not_json,1");
    assertThat(csv("falco-drops")).contains("18 system calls dropped in last second");
    assertThat(csv("gaps")).contains("audit.raw,2026-11-01T00:00:00Z,2026-11-23T02:00:00Z,530");
  }

  @Test
  @Order(2)
  void saysWhoDidWhat() throws IOException {
    assertThat(column("actions", 0, 1))
        .containsEntry("Who read secrets", "2")
        .containsEntry("Changes to rights", "1")
        .containsEntry("Who entered pods", "1")
        .containsEntry("Requests that were denied", "1")
        .containsEntry("Anonymous requests", "1")
        .containsEntry("Changes to what is stored", "1");
    assertThat(csv("actions-by"))
        .contains("Who read secrets,user.name,system:serviceaccount:shop:ci,2");
    assertThat(csv("actions-store-changes"))
        .contains("ana,indices:admin/data_stream/delete,203.0.113.7");
    assertThat(page()).contains("/&lt;script&gt;").doesNotContain("<script");
  }

  @Test
  @Order(2)
  void hasTheTimelineOfEachIncident() throws IOException {
    assertThat(csv("incidents"))
        .contains("critical,pod:shop/checkout-api-6c9d7b8f5d-mz4tk,")
        .contains("pod:data/postgres-0", "address:203.0.113.77");
    assertThat(csv("timelines").lines().count()).isGreaterThan(10);
    assertThat(page()).contains("Secrets read and a foreign program run from a shell");
  }

  /** Counted here by reading every document, as the report does not. */
  @Test
  @Order(2)
  void saysWhatWasRedacted() throws IOException, InterruptedException {
    Map<String, Long> classes = new TreeMap<>();
    column("redacted-classes", 0, 1)
        .forEach((name, values) -> classes.put(name, Long.valueOf(values)));

    assertThat(classes).isEqualTo(redactions()).containsEntry("iban", 120L);
    assertThat(sum("redacted", 4))
        .isEqualTo(classes.values().stream().mapToLong(Long::longValue).sum());
    assertThat(sum("policies", 1)).isEqualTo(sum("collected", 4));
  }

  private Map<String, Long> redactions() throws IOException, InterruptedException {
    Map<String, Long> sums = new TreeMap<>();
    call("GET", "/" + EVENT_STREAMS + "/_search?size=10000&_source=weir.redactions")
        .at("/hits/hits")
        .forEach(
            hit ->
                hit.at("/_source/weir/redactions")
                    .properties()
                    .forEach(it -> sums.merge(it.getKey(), it.getValue().asLong(), Long::sum)));
    return sums;
  }

  @Test
  @Order(2)
  void saysThatNothingWasRemoved() throws IOException {
    assertThat(csv("ledger"))
        .contains("enrich logs.raw,1486,\"dead_lettered.not_json 1, represented 1,485\"")
        .contains("sink.elasticsearch events,1619,\"duplicate 23, stored 1,596\"");
    assertThat(csv("checks"))
        .contains("sink.elasticsearch has settled all 1,619 records")
        .contains("it stored 1,596 records since it began; Elasticsearch returns events of exactly")
        .contains("as many documents were created as there are")
        .doesNotContain("\nopen,");
    assertThat(page())
        .contains("removes an index 90 days after it was rolled over", "What this does not prove")
        .doesNotContainPattern("<[a-z]+ [^>]*(src|href)=\"[^#]");
  }

  @Test
  @Order(2)
  void aMonthOfWhichNothingIsStoredIsAReportToo() throws IOException {
    Result result = report(config, "2026-03");

    assertThat(result.status()).isZero();
    assertThat(result.text())
        .startsWith("2026-03: 0 events of 0 raw records, 0 incidents, 0 values");
    assertThat(Files.readString(out.resolve("compliance-2026-03.html")))
        .contains("No event is dated in this month.", "Nothing of this month is stored");
  }

  @Test
  @Order(2)
  void aServerThatIsNotThereIsOneSentence() throws IOException {
    String nowhere = "127.0.0.1:" + JavaProgram.freePort();
    Path kafka = changed("kafka.yaml", pipeline.cluster.kafka().bootstrapServers(), nowhere);
    Path elasticsearch =
        changed("es.yaml", pipeline.cluster.elasticsearch().uri().toString(), "http://" + nowhere);

    assertThat(report(kafka, MONTH))
        .isEqualTo(
            new Result(
                1,
                "weir report compliance: Kafka at %s cannot be reached: no answer within 15 s\n"
                    .formatted(nowhere)));
    assertThat(report(elasticsearch, MONTH))
        .isEqualTo(
            new Result(
                1,
                "weir report compliance: Elasticsearch at %s cannot be reached: ConnectException\n"
                    .formatted(nowhere)));
  }

  private Path changed(String name, String from, String to) throws IOException {
    return Files.writeString(
        config.resolveSibling(name), Files.readString(config).replace(from, to));
  }

  /** Last, because it is no longer as it was. */
  @Test
  @Order(3)
  void aDocumentThatSomebodyDeletedIsMissed() throws IOException, InterruptedException {
    JsonNode hit = call("GET", "/" + AUDIT_STREAMS + "/_search?size=1").at("/hits/hits/0");
    call(
        "DELETE",
        "/%s/_doc/%s?refresh=true"
            .formatted(hit.path("_index").asText(), hit.path("_id").asText()));

    Result result = report(config, MONTH);

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.text())
        .endsWith(
            "open: sink.elasticsearch says it stored 1,596 records; Elasticsearch returns events of"
                + " 1,595, 1 fewer, and no index was removed by age.\n");
    assertThat(csv("checks")).contains("Operations that left none: 2;");
  }

  private record Result(int status, String text) {}

  private Result report(Path config, String month) {
    StringWriter text = new StringWriter();
    CommandLine weir = CommandRunner.commandLine(new Weir());
    weir.setOut(new PrintWriter(text));
    weir.setErr(new PrintWriter(text));
    int status =
        weir.execute(
            "report",
            "compliance",
            "--config",
            config.toString(),
            "--month",
            month,
            "--out",
            out.toString());
    return new Result(status, text.toString());
  }

  private String page() throws IOException {
    return Files.readString(out.resolve("compliance-" + MONTH + ".html"));
  }

  private String csv(String table) throws IOException {
    return Files.readString(out.resolve("compliance-" + MONTH + "-" + table + ".csv"));
  }

  /** Two columns of a table without quotes. */
  private Map<String, String> column(String table, int key, int value) throws IOException {
    Map<String, String> column = new TreeMap<>();
    csv(table)
        .lines()
        .skip(1)
        .map(line -> line.split(",", -1))
        .forEach(cells -> column.put(cells[key], cells[value]));
    return column;
  }

  private long sum(String table, int column) throws IOException {
    return csv(table)
        .lines()
        .skip(1)
        .mapToLong(line -> Long.parseLong(line.split(",", -1)[column]))
        .sum();
  }

  private JsonNode call(String method, String path) throws IOException, InterruptedException {
    URI uri = URI.create(pipeline.cluster.elasticsearch().uri() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer =
        http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return Json.MAPPER.readTree(answer.body());
  }

  private static String request(String verb, String path, String kind, String user, int status) {
    return """
        {"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"%s %s","verb":"%s",
        "stage":"ResponseComplete","requestURI":"%s",
        "user":{"username":"system:serviceaccount:%s"},"sourceIPs":["203.0.113.7"],
        "objectRef":{"resource":"%s","namespace":"shop","name":"x","apiVersion":"v1"},
        "responseStatus":{"code":%d},"requestReceivedTimestamp":"2026-11-23T02:00:00Z"}"""
        .formatted(verb, path, verb, path, user, kind, status);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
