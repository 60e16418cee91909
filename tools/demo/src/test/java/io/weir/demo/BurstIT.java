package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.topic.EventHeaders;
import io.weir.ingest.topic.LedgerEntry;
import io.weir.ingest.topic.Topic;
import io.weir.servers.JavaProgram;
import io.weir.servers.KafkaServer;
import io.weir.sinks.setup.TopicsSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What compresses well on the broker and is large in memory: enrich, with the heap that it has in
 * the chart, stays up, accounts for all of it, and starts again.
 */
class BurstIT {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int PARTITIONS = 12;
  private static final int PODS = 600;
  private static final int PART_CHARS = 16 << 10;
  private static final int PARTS = 60;

  /** 60 % of 768 MiB. */
  private static final String HEAP = "460m";

  private final Map<String, LedgerEntry> ledger = new HashMap<>();
  private KafkaServer kafka;
  private JavaProgram role;
  private Producer<byte[], byte[]> producer;
  private Consumer<byte[], byte[]> consumer;
  private Path log;
  private long sent;
  private long represented;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    kafka = KafkaServer.start(data.resolve("kafka"));
    try (Admin admin = Admin.create(Clients.admin(kafka))) {
      TopicsSetup.run(admin, PARTITIONS, (short) 1);
    }
    int port = JavaProgram.freePort();
    Path config =
        Files.writeString(
            data.resolve("weir.yaml"),
            """
            kafka.bootstrap.servers: "%s"
            kafka.session.timeout.ms: 6000
            kafka.heartbeat.interval.ms: 2000
            admin.host: 127.0.0.1
            admin.port: %d
            keys.development: true
            threads: 2
            """
                .formatted(kafka.bootstrapServers(), port));
    role =
        JavaProgram.start(
            "enrich-events",
            data.resolve("enrich-events"),
            port,
            HEAP,
            "io.weir.cli.Weir",
            List.of("enrich", "events", "--config", config.toString()));
    log = data.resolve("enrich-events").resolve("enrich-events.log");
    Map<String, Object> sending = new HashMap<>(Clients.producer(kafka));
    sending.put("compression.type", "lz4");
    producer = new KafkaProducer<>(sending);
    consumer = consumer();
  }

  /** Few records at a time: they are as large for a test. */
  private Consumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    settings.put("max.poll.records", 50);
    Consumer<byte[], byte[]> reader =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        List.of(Topic.EVENTS.name(), Topic.LEDGER.name()).stream()
            .flatMap(topic -> reader.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    reader.assign(partitions);
    reader.seekToBeginning(partitions);
    return reader;
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable open : new AutoCloseable[] {producer, consumer, role, kafka}) {
      if (open != null) {
        open.close();
      }
    }
  }

  @Test
  void unfinishedLinesOfManyPodsAreBounded() {
    for (int part = 0; part < PARTS; part++) {
      for (int pod = 0; pod < PODS; pod++) {
        send(pod, "P", "x ".repeat(PART_CHARS / 2));
      }
    }
    awaitReceived();

    assertThat(metric("weir_enrich_held_bytes")).isBetween(1e6, 120e6);
    assertThat(metric("weir_enrich_cut_total")).isPositive();

    role.kill();
    role.restart();
    for (int pod = 0; pod < PODS; pod++) {
      send(pod, "F", "the end");
    }
    awaitBalance();
    assertThat(text(log)).doesNotContain("OutOfMemoryError", "RecordTooLarge");
  }

  @Test
  void recordsOfAMegabyteAreBoundedWhetherTheyWaitOrNot() {
    for (int pod = 0; pod < PODS / 2; pod++) {
      send(pod, "F", "x ".repeat(500_000));
      send(pod, "P", "y ".repeat(500_000));
    }
    sendOdd(new byte[1_900_000], "x", "{\"log\":\"a large key\"}");
    sendOdd(null, "x".repeat(1_900_000), "{\"log\":\"a large header\"}");
    sendOdd(null, "x", "{\"logtag\":\"P\",\"message\":\"" + "\\u0001".repeat(300_000) + "\"}");
    awaitReceived();
    role.kill();
    role.restart();
    awaitBalance();
    assertThat(text(log)).doesNotContain("OutOfMemoryError", "RecordTooLarge");
  }

  /** What is remembered of a pod is made several times: decoded, redacted, encoded. */
  @Test
  void whatIsKnownOfManyPodsIsBounded() {
    String annotation = "a b ".repeat(50_000);
    for (int round = 0; round < 2; round++) {
      for (int pod = 0; pod < PODS; pod++) {
        String raw =
            """
            {"@timestamp":"2026-11-23T01:00:00Z","log":"x","kubernetes":{"namespace_name":"shop",\
            "pod_name":"pod-%d","annotations":{"large":"%s"}}}"""
                .formatted(pod, annotation);
        sendOdd(bytes("shop/pod-" + pod), "x", raw);
      }
    }
    awaitBalance();
    assertThat(text(log)).doesNotContain("OutOfMemoryError");
  }

  private void send(int pod, String flag, String text) {
    String key = "shop/pod-" + pod;
    String raw =
        """
        {"@timestamp":"2026-11-23T01:00:00Z","logtag":"%s","stream":"stdout","kafka_key":"%s",\
        "message":"%s"}"""
            .formatted(flag, key, text);
    var unused = producer.send(new ProducerRecord<>(Topic.LOGS_RAW.name(), bytes(key), bytes(raw)));
    sent++;
  }

  private void sendOdd(byte[] key, String header, String value) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topic.LOGS_RAW.name(), key, bytes(value));
    record.headers().add("h", bytes(header));
    var unused = producer.send(record);
    sent++;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void awaitReceived() {
    producer.flush();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(counts()).containsEntry(LedgerEntry.RECEIVED, sent));
  }

  /** Every record is represented once, and nothing waits any more. */
  private void awaitBalance() {
    producer.flush();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(counts())
                    .containsOnly(
                        Map.entry(LedgerEntry.RECEIVED, sent),
                        Map.entry(LedgerEntry.REPRESENTED, sent)));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(readAll()).isEqualTo(sent));
  }

  private Map<String, Long> counts() {
    readAll();
    Map<String, Long> sum = new TreeMap<>();
    ledger
        .values()
        .forEach(entry -> entry.counts().forEach((what, n) -> sum.merge(what, n, Long::sum)));
    return sum;
  }

  /** Raw records that the events represent. */
  private long readAll() {
    for (var some = consumer.poll(Duration.ofMillis(500));
        !some.isEmpty();
        some = consumer.poll(Duration.ofMillis(100))) {
      some.forEach(this::take);
    }
    return represented;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(Topic.EVENTS.name())) {
      byte[] records = record.headers().lastHeader(EventHeaders.RECORDS).value();
      represented += Long.parseLong(new String(records, StandardCharsets.UTF_8));
      return;
    }
    try {
      LedgerEntry entry = LedgerEntry.read(record.value());
      ledger.put(entry.key(), entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sum over all tags. */
  private double metric(String name) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private String metrics() {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(role.admin().resolve("/metrics")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
