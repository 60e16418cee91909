package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.enrich.events.EventsStage;
import io.weir.enrich.incidents.BatchIncidents;
import io.weir.enrich.redact.Policies;
import io.weir.enrich.redact.Pseudonyms;
import io.weir.enrich.redact.Redactor;
import io.weir.enrich.sigma.RuleSet;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Field;
import io.weir.ingest.topic.DeadLetter;
import io.weir.ingest.topic.EventHeaders;
import io.weir.ingest.topic.Topic;
import io.weir.servers.JavaProgram;
import io.weir.servers.KafkaServer;
import io.weir.sinks.setup.TopicsSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code weir enrich incidents} as a process, on a broker whose topics are wider than its input.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EnrichIncidentsIT {
  private static final int PARTITIONS = 12;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration OUTAGE = Duration.ofSeconds(30);
  private static final Path RECORDED = Path.of("../..", "tools", "recorded", "records");

  private final HttpClient http = HttpClient.newHttpClient();
  private Path log;
  private KafkaServer kafka;
  private JavaProgram role;
  private int port;
  private Producer<byte[], byte[]> producer;
  private Consumer<byte[], byte[]> consumer;
  private PipelineObserver observer;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    kafka = KafkaServer.start(data.resolve("kafka"));
    Admin admin = Admin.create(Clients.admin(kafka));
    TopicsSetup.run(admin, PARTITIONS, (short) 1);
    producer = new KafkaProducer<>(Clients.producer(kafka));
    consumer = Clients.watcher(kafka);
    port = JavaProgram.freePort();
    Path config = data.resolve("weir.yaml");
    // Tasks time out long before the outage is over, as they do in one that lasts for hours.
    Files.writeString(
        config,
        """
        kafka:
          bootstrap.servers: "%s"
          session.timeout.ms: 6000
          heartbeat.interval.ms: 2000
          task.timeout.ms: 3000
          default.api.timeout.ms: 4000
          request.timeout.ms: 2000
          delivery.timeout.ms: 5000
          max.block.ms: 5000
          transaction.timeout.ms: 5000
        admin.port: %d
        hold: 3s
        """
            .formatted(kafka.bootstrapServers(), port));
    log = data.resolve("role/enrich-incidents.log");
    role =
        JavaProgram.start(
            "enrich-incidents",
            data.resolve("role"),
            port,
            "256m",
            "io.weir.cli.Weir",
            List.of("enrich", "incidents", "--config", config.toString()));
    // The broker knows all topics by now: the role is ready.
    observer = new PipelineObserver(admin, consumer);
  }

  @AfterAll
  void stop() {
    for (AutoCloseable open : new AutoCloseable[] {producer, consumer, role, kafka}) {
      try {
        open.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  @Order(1)
  void partitionsThatNeverHoldARecordStopNoIncident() throws IOException {
    List<Event> events = recorded();
    for (int i = 0; i < events.size(); i++) {
      // What belongs together has one key; three of twelve partitions have something to say.
      String pod = String.valueOf(events.get(i).fields().get(Field.KUBERNETES_POD_NAME));
      send("key" + Math.floorMod(pod.hashCode(), 3), events.get(i));
    }
    producer.flush();

    Set<String> expected = idsWithoutKafka(events);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              observer.poll(Duration.ofMillis(500));
              assertThat(observer.incidents().keySet()).isEqualTo(expected);
            });
    assertThat(expected).hasSize(3);
    assertThat(observer.incidents().values())
        .allSatisfy(incident -> assertThat(incident.at("/weir/incident/late")).isEmpty());
    assertThat(get("/metrics"))
        .contains("weir_incidents_watermark_lag_seconds{step=\"correlate\"}");
  }

  @Test
  @Order(2)
  void anOutageOfKafkaEndsNothing() throws Exception {
    await().atMost(PATIENCE).until(() -> get("/health/ready").startsWith("200"));
    int before = sentences().length();
    kafka.kill();
    Instant end = Instant.now().plus(OUTAGE);
    boolean ready = true;
    while (Instant.now().isBefore(end)) {
      assertThat(get("/health/live")).as(this::sentences).startsWith("200");
      ready = get("/health/ready").startsWith("200");
      // The outage lasts by the wall clock, as the timeouts of the real clients do.
      Thread.sleep(500);
    }
    assertThat(ready).isFalse();
    assertThat(get("/health/ready")).contains("Kafka cannot be reached");
    assertThat(sentences().substring(before))
        .containsOnlyOnce("work continues when it answers again")
        .doesNotContain("Kafka answers again");

    kafka.restart();
    await().atMost(PATIENCE).until(() -> get("/health/ready").startsWith("200"));
    Instant now = Instant.now();
    send("key0", copyProgram(now.minusSeconds(61)));
    producer.flush();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              observer.poll(Duration.ofMillis(500));
              assertThat(observer.incidents()).hasSize(4);
            });
    assertThat(sentences().substring(before))
        // Perhaps more than once: a broker that starts may be lost again.
        .contains("Kafka answers again")
        .contains("the work was interrupted and begins again");
  }

  /** What the role itself has logged, and all errors. */
  private String sentences() {
    try {
      return Files.readAllLines(log).stream()
          .filter(line -> line.contains("io.weir.") || line.contains("\"ERROR\""))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Event copyProgram(Instant time) throws IOException {
    return EventJson.read(
        """
        {"@timestamp":"%s","message":"x","event.id":"after-the-outage","weir.format":"postgresql",
        "weir.db.statement":"COPY t TO PROGRAM 'sh'","kubernetes.pod.name":"other"}
        """
            .formatted(time)
            .getBytes(StandardCharsets.UTF_8));
  }

  private void send(String key, Event event) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                Topic.EVENTS.name(),
                null,
                key.getBytes(StandardCharsets.UTF_8),
                EventJson.write(event),
                headers(event)));
  }

  private static Headers headers(Event event) {
    return new RecordHeaders()
        .add(EventHeaders.EVENT_ID, event.id().getBytes(StandardCharsets.UTF_8))
        .add(EventHeaders.RECORDS, "1".getBytes(StandardCharsets.UTF_8));
  }

  private static Set<String> idsWithoutKafka(List<Event> events) {
    Set<String> ids = new TreeSet<>();
    BatchIncidents stage =
        new BatchIncidents(RuleSet.shipped(), incident -> ids.add(incident.id()));
    events.forEach(stage::add);
    stage.finish();
    return ids;
  }

  private String get(String path) {
    try {
      var response =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .timeout(Duration.ofSeconds(5))
                  .build(),
              BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<Event> recorded() throws IOException {
    List<Event> events = new ArrayList<>();
    add(Topic.LOGS_RAW.name(), "logs.raw", events);
    add(Topic.FALCO_RAW.name(), "falco.raw", events);
    add(Topic.FALCO_RAW.name(), "falco.http.raw", events);
    return events.stream().sorted(Comparator.comparing(Event::timestamp)).toList();
  }

  private static void add(String topic, String file, List<Event> events) throws IOException {
    Redactor redactor = new Redactor(Policies.standard(), Pseudonyms.development());
    EventsStage stage =
        new EventsStage(
            topic,
            0,
            EventIds.development(),
            () -> redactor,
            Clock.systemUTC(),
            new EventsStage.Output() {
              @Override
              public void event(Event event, String key, byte[] json, long[] offsets) {
                events.add(event);
              }

              @Override
              public void deadLetter(DeadLetter letter, long[] offsets) {}
            });
    long offset = 0;
    for (String line : Files.readAllLines(RECORDED.resolve(file + ".jsonl"))) {
      stage.add(offset++, line.getBytes(StandardCharsets.UTF_8), 0);
    }
    stage.flush();
  }
}
