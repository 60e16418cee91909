package io.weir.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Json;
import io.weir.ingest.topic.EventHeaders;
import io.weir.ingest.topic.LedgerEntry;
import io.weir.ingest.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads what Weir says of its own work: ledger, dead letters, incidents, counts on events. */
public final class PipelineObserver {
  private static final List<String> TOPICS =
      List.of(Topic.EVENTS.name(), Topic.LEDGER.name(), Topic.DLQ.name(), Topic.INCIDENTS.name());
  private static final List<String> RAW = List.of(Topic.LOGS_RAW.name(), Topic.FALCO_RAW.name());

  private final Listener listener;
  private final Admin admin;
  private final Consumer<byte[], byte[]> consumer;
  private final Map<String, LedgerEntry> ledger = new HashMap<>();
  private final Map<String, Long> redactions = new TreeMap<>();
  private final Map<String, Long> deadLetters = new TreeMap<>();
  private final Map<String, JsonNode> incidents = new LinkedHashMap<>();
  private final Set<String> eventIds = new HashSet<>();
  private long representedOnEvents;
  private long revisions;

  /** Takes what is read as it comes, on the thread that polls. */
  interface Listener {
    /** An incident that was not seen before. */
    default void found(JsonNode incident) {}

    /** An event, as it is on its topic. */
    default void event(byte[] event) {}

    default void deadLetter(JsonNode letter) {}
  }

  /** Watches all there is from the beginning; the consumer must read committed records only. */
  public PipelineObserver(Admin admin, Consumer<byte[], byte[]> consumer) {
    this(admin, consumer, new Listener() {});
  }

  /** The same, and passes on what is read. */
  PipelineObserver(Admin admin, Consumer<byte[], byte[]> consumer, Listener listener) {
    this.listener = listener;
    this.admin = admin;
    this.consumer = consumer;
    List<TopicPartition> partitions =
        TOPICS.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Takes in what has come since the last time, waiting a moment if there is nothing. */
  public void poll(Duration patience) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
      try {
        take(record);
      } catch (IOException e) {
        throw new UncheckedIOException("a record of " + record.topic() + " cannot be read", e);
      }
    }
  }

  /** Takes in what comes until no incident has changed for a while. */
  public void awaitQuiet(Duration quiet, Duration patience) {
    Instant end = Instant.now().plus(patience);
    Instant changed = Instant.now();
    long before = revisions;
    while (Instant.now().isBefore(end)
        && Duration.between(changed, Instant.now()).compareTo(quiet) < 0) {
      poll(Duration.ofMillis(200));
      if (revisions != before) {
        before = revisions;
        changed = Instant.now();
      }
    }
  }

  /** Takes in what comes until so many incidents are there; the correlation takes its time. */
  void awaitIncidents(int count, Duration patience) {
    Instant end = Instant.now().plus(patience);
    while (incidents.size() < count && Instant.now().isBefore(end)) {
      poll(Duration.ofMillis(200));
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) throws IOException {
    String topic = record.topic();
    if (topic.equals(Topic.LEDGER.name())) {
      LedgerEntry entry = LedgerEntry.read(record.value());
      ledger.put(entry.key(), entry);
    } else if (topic.equals(Topic.DLQ.name())) {
      takeDeadLetter(record);
    } else if (topic.equals(Topic.INCIDENTS.name())) {
      takeIncident(record);
    } else {
      takeEvent(record);
    }
  }

  private void takeDeadLetter(ConsumerRecord<byte[], byte[]> record) throws IOException {
    JsonNode letter = Json.MAPPER.readTree(record.value());
    listener.deadLetter(letter);
    JsonNode weir = letter.path("weir");
    deadLetters.merge(
        weir.path("stage").asText() + " " + weir.path("reason").asText(),
        weir.at("/source/records").asLong(),
        Long::sum);
  }

  /** A record without a value only ends an incident that has expired. */
  private void takeIncident(ConsumerRecord<byte[], byte[]> record) throws IOException {
    if (record.value() != null) {
      revisions++;
      JsonNode incident = Json.MAPPER.readTree(record.value());
      String id = new String(record.key(), StandardCharsets.UTF_8);
      if (incidents.put(id, incident) == null) {
        listener.found(incident);
      }
    }
  }

  private void takeEvent(ConsumerRecord<byte[], byte[]> record) throws IOException {
    eventIds.add(header(record, EventHeaders.EVENT_ID));
    representedOnEvents += Long.parseLong(header(record, EventHeaders.RECORDS));
    listener.event(record.value());
    JsonNode counts = Json.MAPPER.readTree(record.value()).at("/weir/redactions");
    counts
        .properties()
        .forEach(count -> redactions.merge(count.getKey(), count.getValue().asLong(), Long::sum));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  /** Raw records that the broker has. */
  public long produced() {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (String topic : RAW) {
      consumer
          .partitionsFor(topic)
          .forEach(
              info -> ends.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest()));
    }
    try {
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .sum();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The sum of a stage's counts over all partitions and ranges of a topic. */
  public Map<String, Long> counts(String stage, String topic) {
    Map<String, Long> sum = new TreeMap<>();
    ledger.values().stream()
        .filter(entry -> entry.stage().equals(stage) && entry.topic().equals(topic))
        .forEach(entry -> entry.counts().forEach((what, n) -> sum.merge(what, n, Long::sum)));
    return sum;
  }

  /** The newest entry of each range, in no order. */
  Collection<LedgerEntry> ledger() {
    return ledger.values();
  }

  public boolean everyEntryBalances() {
    return ledger.values().stream().allMatch(LedgerEntry::balances);
  }

  public Map<String, Long> redactions() {
    return redactions;
  }

  public Map<String, Long> deadLetters() {
    return deadLetters;
  }

  /** The newest revision of each incident. */
  public Map<String, JsonNode> incidents() {
    return incidents;
  }

  /** The ids of all events, each once. */
  public Set<String> eventIds() {
    return eventIds;
  }

  /** Raw records that the events on the topic represent, repetitions included. */
  public long representedOnEvents() {
    return representedOnEvents;
  }
}
