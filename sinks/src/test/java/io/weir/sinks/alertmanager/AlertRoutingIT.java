package io.weir.sinks.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.Json;
import io.weir.servers.AlertmanagerServer;
import io.weir.servers.Binary;
import io.weir.sinks.Deliveries;
import io.weir.sinks.Delivery;
import io.weir.sinks.SinkRecord;
import io.weir.sinks.http.StoreAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who gets a message of an incident from a real Alertmanager with the routes of this project:
 * pager, chat and mail are receivers on the loopback. Only addresses, secrets and waiting times
 * differ.
 */
class AlertRoutingIT {
  private static final Path CONFIG = Path.of("../dashboards/alertmanager/alertmanager.yaml");

  /** Longer than Alertmanager waits for more of a group, several times over. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Instant first = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
  private final Map<String, List<JsonNode>> posts = new ConcurrentHashMap<>();
  private final MailReceiver mail = new MailReceiver();
  private HttpServer http;

  /** The sink sends once a minute what holds, and what has ended. */
  private Duration ahead = Duration.ZERO;

  private AlertmanagerServer alertmanager;
  private AlertmanagerSink sink;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    assumeThat(Binary.ALERTMANAGER.find()).as(Binary.ALERTMANAGER.whyAbsent()).isPresent();
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::receive);
    http.start();
    alertmanager = AlertmanagerServer.start(directory.resolve("am"), config(directory), 0);
    sink =
        new AlertmanagerSink(
            List.of(StoreAddress.open(alertmanager.uri())),
            new AlertHold(Duration.ofHours(1), Duration.ofSeconds(1)),
            new IncidentLink("https://kibana.example.org/incident/{id}"),
            () -> Instant.now().plus(ahead));
  }

  @AfterEach
  void stop() {
    if (alertmanager != null) {
      sink.close();
      alertmanager.close();
      http.stop(0);
    }
    mail.close();
  }

  private Path config(Path directory) throws IOException {
    String url = "http://127.0.0.1:" + http.getAddress().getPort();
    Path secrets = Files.createDirectories(directory.resolve("secrets"));
    Files.writeString(secrets.resolve("slack-url"), url + "/chat");
    Files.writeString(secrets.resolve("pagerduty-security"), "key-of-security");
    Files.writeString(secrets.resolve("pagerduty-platform"), "key-of-platform");
    String own =
        Files.readString(CONFIG)
            .replace("/etc/alertmanager/secrets", secrets.toString())
            .replace("https://events.pagerduty.com/v2/enqueue", url + "/pager")
            .replace("https://heartbeat.example.org/weir", url + "/heartbeat")
            .replace("smtp.example.org:587", "127.0.0.1:" + mail.port())
            .replace("smtp_require_tls: true", "smtp_require_tls: false")
            .replaceAll("(?m)^ +smtp_auth_.*\n", "")
            .replaceAll("group_wait: .*", "group_wait: 100ms")
            .replaceAll("group_interval: .*", "group_interval: 1s");
    return Files.writeString(directory.resolve("alertmanager.yaml"), own);
  }

  private void receive(HttpExchange exchange) throws IOException {
    JsonNode body = Json.MAPPER.readTree(exchange.getRequestBody());
    posts
        .computeIfAbsent(exchange.getRequestURI().getPath(), path -> new CopyOnWriteArrayList<>())
        .add(body);
    exchange.sendResponseHeaders(
        exchange.getRequestURI().getPath().equals("/pager") ? 202 : 200, 2);
    exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
    exchange.close();
  }

  private List<JsonNode> posts(String path) {
    return posts.getOrDefault(path, List.of());
  }

  /** Medium: a mail. Critical: pager and chat as well. Closed: all three learn that it is over. */
  @Test
  void theGraverTheMoreReceiversAndAllLearnOfTheEnd() {
    deliver("medium", "open");
    await().atMost(PATIENCE).until(() -> mail.mails().size() == 1);
    assertThat(mail.mails().get(0))
        .contains("Subject: [medium] pod:shop/api: a shell", "To: security@example.org")
        .contains("shop/api: sh started (Shell)");
    assertThat(posts).isEmpty();

    deliver("critical", "open");
    await().atMost(PATIENCE).until(() -> posts("/pager").size() == 1);
    await().atMost(PATIENCE).until(() -> posts("/chat").size() == 1);
    JsonNode page = posts("/pager").get(0);
    assertThat(page.get("event_action").textValue()).isEqualTo("trigger");
    assertThat(page.get("routing_key").textValue()).isEqualTo("key-of-security");
    assertThat(page.get("client_url").textValue())
        .isEqualTo("https://kibana.example.org/incident/i-1");
    assertThat(page.at("/payload/summary").textValue()).isEqualTo("pod:shop/api: a shell");
    assertThat(page.at("/payload/component").textValue()).isEqualTo("api");
    assertThat(page.at("/payload/custom_details/timeline").textValue()).contains("sh started");
    assertThat(posts("/chat").get(0).at("/attachments/0/text").textValue())
        .contains("*critical*", "sh started");

    Instant closed = Instant.now();
    deliver("critical", "closed");
    await().atMost(PATIENCE).until(() -> Instant.now().isAfter(closed.plusSeconds(2)));
    ahead = Duration.ofMinutes(1);
    sink.tick();
    await().atMost(PATIENCE).until(() -> posts("/pager").size() == 2);
    await().atMost(PATIENCE).until(() -> posts("/chat").size() == 2);
    await().atMost(PATIENCE).until(() -> last(mail.mails()).contains("[over]"));
    assertThat(posts("/pager").get(1).get("event_action").textValue()).isEqualTo("resolve");
    assertThat(posts("/pager").get(1).get("dedup_key")).isEqualTo(page.get("dedup_key"));
    assertThat(posts("/chat").get(1).at("/attachments/0/title").textValue()).startsWith("Over: ");
    assertThat(mail.mails().stream().filter(text -> text.contains("[over]"))).hasSize(1);
    assertThat(posts.keySet()).containsExactlyInAnyOrder("/pager", "/chat");
  }

  private static String last(List<String> texts) {
    return texts.get(texts.size() - 1);
  }

  private void deliver(String severity, String status) {
    Fields fields =
        new Fields()
            .put(Field.EVENT_ID, "i-1:1")
            .put(Field.KUBERNETES_NAMESPACE, "shop")
            .put(Field.RULE_ID, "rule-" + severity)
            .put(Field.THREAT_TACTIC_NAME, List.of("execution"))
            .put(Field.WEIR_INCIDENT_COUNT, 2)
            .put(Field.WEIR_INCIDENT_ENTITY, "workload:shop/api")
            .put(Field.WEIR_INCIDENT_FIRST_SEEN, first)
            .put(Field.WEIR_INCIDENT_ID, "i-1")
            .put(Field.WEIR_INCIDENT_LAST_SEEN, first)
            .put(Field.WEIR_INCIDENT_RUNBOOK, "https://example.org/shell")
            .put(Field.WEIR_INCIDENT_SEVERITY, severity)
            .put(Field.WEIR_INCIDENT_STATUS, status)
            .put(Field.WEIR_INCIDENT_TIMELINE, List.of(first + " shop/api: sh started (Shell)"));
    SinkRecord record =
        new SinkRecord(
            new ConsumerRecord<>(
                "incidents",
                0,
                0,
                System.currentTimeMillis(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                null,
                EventJson.write(new Event(first, "pod:shop/api: a shell", fields)),
                new RecordHeaders(),
                Optional.empty()));
    assertThat(Deliveries.of(sink, List.of(record))).containsOnly(Delivery.Done.STORED);
  }
}
