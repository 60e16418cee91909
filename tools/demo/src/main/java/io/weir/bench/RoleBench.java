package io.weir.bench;

import io.weir.cli.bench.SimulatedPods;
import io.weir.cli.bench.SimulatedPods.Made;
import io.weir.demo.Clients;
import io.weir.ingest.topic.Topic;
import io.weir.servers.JavaProgram;
import io.weir.servers.KafkaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Runs one role after the other over what a broker holds, each in a process of its own. */
final class RoleBench {
  private static final String MAIN = "io.weir.cli.Weir";
  private static final String ENRICH_GROUP = "weir-events";

  private final KafkaServer kafka;
  private final Admin admin;
  private final Path directory;
  private final String heap;

  /** What enrich has made: how many, and their bytes of JSON. */
  record Events(long count, long bytes) {}

  /** A sink, and what it needs besides the address of its store. */
  enum SinkRole {
    ELASTICSEARCH("elasticsearch.logs: all"),
    LOKI("");

    private final String settings;

    SinkRole(String settings) {
      this.settings = settings;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Takes topics that are set up and empty.
   *
   * @param heap of each role, as for {@code -Xmx}
   */
  RoleBench(KafkaServer kafka, Admin admin, Path directory, String heap) {
    this.kafka = kafka;
    this.admin = admin;
    this.directory = directory;
    this.heap = heap;
  }

  /**
   * Writes so many raw records; returns their bytes.
   *
   * @throws IllegalStateException if the broker has not taken all of them
   */
  long produce(SimulatedPods pods, int records) {
    Map<String, Object> settings = new HashMap<>(Clients.producer(kafka));
    settings.put("compression.type", "lz4");
    settings.put("batch.size", 128 << 10);
    // A topic that was just made may refuse a batch at first, and those after it must wait then.
    settings.put("max.in.flight.requests.per.connection", 1);
    AtomicInteger refused = new AtomicInteger();
    long bytes = 0;
    try (var producer = new KafkaProducer<byte[], byte[]>(settings)) {
      for (int i = 0; i < records; i++) {
        Made made = pods.next();
        bytes += made.value().length;
        var unused =
            producer.send(
                new ProducerRecord<>(Topic.LOGS_RAW.name(), made.key(), made.value()),
                (taken, fault) -> refused.addAndGet(fault == null ? 0 : 1));
      }
    }
    if (refused.get() > 0) {
      throw new IllegalStateException(refused + " raw records could not be written");
    }
    return bytes;
  }

  /** Runs {@code enrich events} until its group has committed all raw records. */
  RoleCost enrich(long records, int threads) throws InterruptedException {
    String settings = "keys.development: true\nthreads: " + threads;
    return run(List.of("enrich", "events"), settings, this::committedByEnrich, records);
  }

  private long committedByEnrich() {
    try {
      return admin
          .listConsumerGroupOffsets(ENRICH_GROUP)
          .partitionsToOffsetAndMetadata()
          .get()
          .entrySet()
          .stream()
          .filter(entry -> entry.getKey().topic().equals(Topic.LOGS_RAW.name()))
          .map(Map.Entry::getValue)
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    } catch (ExecutionException e) {
      // The group is not there yet.
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** Runs a sink until its store has so many events. */
  RoleCost sink(SinkRole sink, StandInStore store, long events) throws InterruptedException {
    String settings = sink.label() + ".url: " + store.url() + "\n" + sink.settings;
    return run(List.of("sink", sink.label()), settings, store::stored, events);
  }

  private RoleCost run(List<String> role, String settings, LongSupplier done, long records)
      throws InterruptedException {
    String name = String.join("-", role);
    Path folder = directory.resolve(name);
    int port = JavaProgram.freePort();
    List<String> args = new ArrayList<>(role);
    args.addAll(List.of("--config", configure(folder, port, settings).toString()));
    try (JavaProgram program = JavaProgram.start(name, folder, port, heap, MAIN, args)) {
      RoleCost cost = new RoleCost(program.process(), done);
      cost.await(records);
      return cost;
    }
  }

  private Path configure(Path folder, int port, String settings) {
    try {
      Files.createDirectories(folder);
      return Files.writeString(
          folder.resolve("weir.yaml"),
          """
          kafka:
            bootstrap.servers: "%s"
          admin.host: 127.0.0.1
          admin.port: %d
          %s
          """
              .formatted(kafka.bootstrapServers(), port, settings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads all that enrich has made. */
  Events events() {
    long count = 0;
    long bytes = 0;
    try (Consumer<byte[], byte[]> consumer = Clients.watcher(kafka)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topic.EVENTS.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
        for (ConsumerRecord<byte[], byte[]> event : consumer.poll(Duration.ofSeconds(1))) {
          count++;
          bytes += event.value().length;
        }
      }
    }
    return new Events(count, bytes);
  }
}
