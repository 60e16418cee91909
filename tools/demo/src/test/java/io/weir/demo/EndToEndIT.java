package io.weir.demo;

import static io.weir.demo.RunningPipeline.PATIENCE;
import static io.weir.demo.RunningPipeline.killAndRestart;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.weir.enrich.incidents.BatchIncidents;
import io.weir.enrich.sigma.RuleSet;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way with real servers and Weir's roles as processes: what is played is accounted for,
 * returned once, and without a secret, whatever is killed. Each test plays the recording on days of
 * its own, so that none depends on another.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndIT {
  /** Every secret and every personal value that the recorded input holds. */
  private static final List<String> PLANTED =
      List.of(
          "hunter",
          "key_5feceb66",
          "Winter2026!",
          "n3w-pa55word",
          "шhoops",
          "wei_chen@",
          "wei_chen%40",
          "ana.lopez@",
          "ana.lopez%40",
          "hara@example.ie",
          "hara%40example.ie",
          "k.meyer+shop",
          "bob@example.com",
          "ops@example.com",
          "4111111111111111",
          "4111 1111 1111 1111",
          "5555-5555-5555-4444",
          "378282246310005",
          "DE89370400440532013000",
          "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9",
          "dXNlcjpwYXNzd29yZA==",
          "AKIAIOSFODNN7EXAMPLE",
          "AKIAI44QH8DHBEXAMPLE",
          "wJalrXUtnFEMI",
          "bm90LWEtcmVhbC1rZXk=",
          "Tr0ub4dor",
          "s3cr3t@postgres",
          "abc123def456");

  private RunningPipeline pipeline;
  private Recording recording;
  private LedgerCheck balance;

  @BeforeAll
  void start(@TempDir Path data) throws IOException, InterruptedException {
    recording = Recording.load(Path.of("../.."));
    pipeline = RunningPipeline.start(data);
    balance = new LedgerCheck(pipeline.observer, pipeline.cluster.eventSinks());
  }

  @AfterAll
  void stop() {
    if (pipeline != null) {
      pipeline.close();
    }
  }

  /** First, because the correlation goes by the clock once all is read, and then days are late. */
  @Test
  @Order(1)
  void everyRawRecordIsRepresentedInEachStoreAndTheStoryIsFound() {
    long before = pipeline.observer.produced();
    Set<String> added = play(0, () -> {});

    assertThat(pipeline.observer.produced() - before).isEqualTo(1_485 + 128);
    assertThat(pipeline.observer.counts("enrich", Topic.LOGS_RAW.name())).doesNotContainKey("held");
    // 1,485 lines make 1,288 events; of 123 alerts 100 are distinct; 5 lines are Falco's own.
    assertThat(added).hasSize(1_288 + 100 + 5);
    assertThat(pipeline.observer.deadLetters()).isEmpty();

    pipeline.awaitIncidents(3);
    assertThat(
            pipeline.observer.incidents().values().stream()
                .map(incident -> incident.at("/weir/incident/entity").asText()))
        .containsExactlyInAnyOrder(
            "address:203.0.113.77",
            "pod:shop/checkout-api-6c9d7b8f5d-mz4tk",
            "pod:data/postgres-0");
    assertThat(pipeline.observer.incidents().values())
        .allSatisfy(incident -> assertThat(incident.at("/weir/incident/late")).isEmpty());
    assertThat(pipeline.observer.incidents().keySet()).isEqualTo(idsWithoutKafka());
  }

  /** The same events in a file, without partitions and watermarks. */
  private Set<String> idsWithoutKafka() {
    Set<String> ids = new HashSet<>();
    BatchIncidents stage =
        new BatchIncidents(RuleSet.shipped(), incident -> ids.add(incident.id()));
    eachEvent(stage::add);
    stage.finish();
    return ids;
  }

  @Test
  void theSameRecordsAgainAddNothing() {
    play(-1, () -> {});
    Set<String> added = play(-1, () -> {});

    assertThat(added).isEmpty();
  }

  @Test
  void recordsOfSixtyDaysAgoAreStored() {
    assertThat(play(-60, () -> {})).hasSize(1_393);
  }

  @Test
  void killingEnrichLosesAndDoublesNothing() {
    assertThat(play(-2, () -> killAndRestart(pipeline.cluster.roles().get("enrich-events"))))
        .hasSize(1_393);
  }

  @Test
  void killingASinkLosesAndDoublesNothing() {
    assertThat(play(-3, () -> killAndRestart(pipeline.cluster.roles().get("sink-elasticsearch"))))
        .hasSize(1_393);
  }

  @Test
  void killingTheBrokerLosesAndDoublesNothing() {
    assertThat(play(-4, () -> killAndRestart(pipeline.cluster.kafka()))).hasSize(1_393);
  }

  @Test
  void killingElasticsearchLosesAndDoublesNothing() {
    assertThat(play(-5, () -> killAndRestart(pipeline.cluster.elasticsearch()))).hasSize(1_393);
  }

  @Test
  void noPlantedSecretIsFoundAnywhere() throws IOException {
    play(-6, () -> {});

    assertThat(
            everythingOn(
                List.of(
                    Topic.EVENTS.name(),
                    Topic.MATCHES.name(),
                    Topic.INCIDENTS.name(),
                    Topic.DLQ.name())))
        .contains("checkout-api")
        .doesNotContain(PLANTED);
    assertThat(new StoreQueries().elasticsearchDocuments(pipeline.cluster.elasticsearch().uri()))
        .contains("checkout-api")
        .doesNotContain(PLANTED);
    assertThat(logs())
        .hasSizeGreaterThanOrEqualTo(pipeline.cluster.roles().size() + 2)
        .allSatisfy((name, log) -> assertThat(log).as(name).isNotEmpty().doesNotContain(PLANTED));
  }

  @Test
  void whatNobodyCanReadStopsNothing() throws Exception {
    Map<String, Long> before = Map.copyOf(pipeline.observer.deadLetters());
    Set<String> known = new HashSet<>(pipeline.observer.eventIds());
    for (String topic : List.of(Topic.LOGS_RAW.name(), Topic.FALCO_RAW.name())) {
      for (byte[] value : unusable(topic)) {
        pipeline.producer.send(new ProducerRecord<>(topic, 0, null, value)).get();
      }
      pipeline
          .producer
          .send(
              new ProducerRecord<>(topic, 0, null, utf8("{\"log\":\"after it on " + topic + "\"}")))
          .get();
    }

    assertThat(balance.await(PATIENCE, () -> {})).isEmpty();
    Set<String> added = new HashSet<>(pipeline.observer.eventIds());
    added.removeAll(known);
    // Per topic the large line, the wrong types, and the line after all of it.
    assertThat(added).hasSize(6);
    assertThat(new StoreComparison(pipeline.cluster).differences(pipeline.observer.eventIds()))
        .isEmpty();
    assertThat(deadLettersSince(before))
        .containsOnly(
            entry("enrich empty", 4L),
            entry("enrich not_json", 2L),
            entry("enrich beyond_limits", 2L));
  }

  /** Each a dead letter or an event, never a stopped partition. */
  private static List<byte[]> unusable(String topic) {
    byte[] noise = new byte[10_000];
    new SplittableRandom(1).nextBytes(noise);
    return Arrays.asList(
        null,
        new byte[0],
        noise,
        utf8("{\"log\":\"" + topic + " large".repeat(170_000) + "\"}"),
        utf8("{\"log\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"),
        utf8(
            """
            {"@timestamp":[],"log":{},"stream":1,"time":true,"_p":null,"kafka_key":{},"cluster":[1],
            "node":2,"filename":{},"kubernetes":"x","kubernetes_namespace":7,"file_offset":"%s"}"""
                .formatted(topic)));
  }

  private Map<String, Long> deadLettersSince(Map<String, Long> before) {
    Map<String, Long> since = new HashMap<>();
    pipeline
        .observer
        .deadLetters()
        .forEach(
            (reason, count) -> {
              long more = count - before.getOrDefault(reason, 0L);
              if (more > 0) {
                since.put(reason, more);
              }
            });
    return since;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Plays the recording, moved by days, while something happens; then asks ledger and stores.
   *
   * @return the ids of events that were not there before
   */
  private Set<String> play(int days, Runnable meanwhile) {
    Set<String> before = new HashSet<>(pipeline.observer.eventIds());
    CompletableFuture<Void> playing =
        CompletableFuture.runAsync(
            () -> recording.play(pipeline.producer, new TimeShift(Duration.ofDays(days))));
    meanwhile.run();
    playing.join();

    assertThat(balance.await(PATIENCE, () -> {})).isEmpty();
    assertThat(new StoreComparison(pipeline.cluster).differences(pipeline.observer.eventIds()))
        .isEmpty();
    Set<String> added = new HashSet<>(pipeline.observer.eventIds());
    added.removeAll(before);
    return added;
  }

  private String everythingOn(List<String> topics) {
    StringBuilder all = new StringBuilder();
    eachRecord(
        topics,
        record -> {
          all.append(text(record.key())).append(text(record.value()));
          record.headers().forEach(header -> all.append(text(header.value())));
        });
    return all.toString();
  }

  private void eachEvent(java.util.function.Consumer<Event> taker) {
    eachRecord(
        List.of(Topic.EVENTS.name()),
        record -> {
          try {
            taker.accept(EventJson.read(record.value()));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void eachRecord(
      List<String> topics, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> pipeline.consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    try (Consumer<byte[], byte[]> reader = Clients.watcher(pipeline.cluster.kafka())) {
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      var ends = reader.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> reader.position(p) < ends.get(p))) {
        reader.poll(Duration.ofMillis(100)).forEach(taker);
      }
    }
  }

  /** What the roles and the servers have logged, by name. */
  private Map<String, String> logs() {
    Map<String, String> logs = new HashMap<>();
    Stream.concat(
            pipeline.cluster.roles().keySet().stream(),
            Stream.of("kafka", "elasticsearch", "loki", "alertmanager"))
        .forEach(
            name -> {
              Path log = pipeline.cluster.data().resolve(name).resolve(name + ".log");
              if (Files.exists(log)) {
                logs.put(name, read(log));
              }
            });
    return logs;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(byte[] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }
}
