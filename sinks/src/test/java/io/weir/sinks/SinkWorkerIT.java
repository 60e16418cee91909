package io.weir.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.ingest.topic.LedgerEntry;
import io.weir.ingest.topic.Topic;
import io.weir.servers.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker in a group of a real broker, which takes a member for dead that does not poll. */
class SinkWorkerIT {
  private static final TopicPartition PARTITION = new TopicPartition(Topic.EVENTS.name(), 0);
  private static final String GROUP = "weir-sink-slow";
  private static final Duration MAX_POLL_INTERVAL = Duration.ofSeconds(4);
  private static final int RECORDS = 5;

  private KafkaServer kafka;
  private Admin admin;

  @BeforeEach
  void start(@TempDir Path data) throws ExecutionException, InterruptedException {
    kafka = KafkaServer.start(data);
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    admin
        .createTopics(
            List.of(
                new NewTopic(Topic.EVENTS.name(), 1, (short) 1),
                new NewTopic(Topic.LEDGER.name(), 1, (short) 1)))
        .all()
        .get();
  }

  @AfterEach
  void stop() {
    admin.close();
    kafka.close();
  }

  @Test
  void aStoreThatIsSlowerThanTheGroupIsPatientCostsNoPartition()
      throws ExecutionException, InterruptedException {
    SlowAtFirst sink = new SlowAtFirst();
    write(RECORDS);
    SinkWorker<SinkRecord> worker = worker(sink);
    Thread thread = new Thread(worker, "worker");
    thread.start();

    await().atMost(Duration.ofSeconds(60)).until(() -> committed() != null);
    worker.stop();
    thread.join();

    assertThat(worker.fault()).isNull();
    assertThat(committed().offset()).isEqualTo(RECORDS);
    assertThat(committed().metadata())
        .contains(LedgerEntry.RECEIVED + "=" + RECORDS, LedgerEntry.STORED + "=" + RECORDS);
    assertThat(sink.delivered).hasValue(RECORDS);
  }

  /** 154 of 1,800 records once arrived after a long outage, and the ledger balanced. */
  @Test
  void recordsThatARealTopicHasLetGoOfAreCounted() throws ExecutionException, InterruptedException {
    write(100);
    admin.alterConsumerGroupOffsets(GROUP, Map.of(PARTITION, new OffsetAndMetadata(5))).all().get();
    admin.deleteRecords(Map.of(PARTITION, RecordsToDelete.beforeOffset(60))).all().get();
    SlowAtFirst sink = new SlowAtFirst();
    sink.delivered.set(1);
    SinkWorker<SinkRecord> worker = worker(sink);
    Thread thread = new Thread(worker, "worker");
    thread.start();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> committed() != null && committed().offset() == 100);
    worker.stop();
    thread.join();

    assertThat(committed().metadata()).contains("expired=55", "received=95", "stored=40");
  }

  private OffsetAndMetadata committed() throws ExecutionException, InterruptedException {
    return admin
        .listConsumerGroupOffsets(GROUP)
        .partitionsToOffsetAndMetadata()
        .get()
        .get(PARTITION);
  }

  /** With the settings of production, but for the time after which a member is taken for dead. */
  private SinkWorker<SinkRecord> worker(SlowAtFirst sink) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "max.poll.interval.ms",
            (int) MAX_POLL_INTERVAL.toMillis());
    return new SinkWorker<>(
        sink,
        Subscription.open(
            settings, GROUP, List.of(Topic.EVENTS.name()), Subscription.Start.COMMITTED),
        DeliverySettings.forThisHeap(),
        new SimpleMeterRegistry(),
        Clock.systemUTC(),
        RandomGenerator.getDefault());
  }

  private void write(int records) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < records; i++) {
        var unused =
            producer.send(
                new ProducerRecord<>(Topic.EVENTS.name(), "{}".getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  /** Needs longer for its first batch than the group waits. */
  private static final class SlowAtFirst implements Sink<SinkRecord> {
    private final AtomicInteger delivered = new AtomicInteger();

    @Override
    public String stage() {
      return "sink.slow";
    }

    @Override
    public List<Delivery> deliver(String lane, List<SinkRecord> batch) {
      if (delivered.getAndAdd(batch.size()) == 0) {
        sleep(MAX_POLL_INTERVAL.multipliedBy(2));
      }
      return batch.stream().<Delivery>map(record -> Delivery.Done.STORED).toList();
    }

    /** The group and its time limit are a real broker's, which no clock of ours can move. */
    private static void sleep(Duration time) {
      try {
        Thread.sleep(time.toMillis());
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public Batching batching() {
      return new Batching(RECORDS, 1 << 20, Duration.ZERO, true);
    }

    @Override
    public Prepared<SinkRecord> prepare(SinkRecord record) {
      return new Prepared.Ready<>("lane", record, 0);
    }

    @Override
    public String probe() {
      return null;
    }

    @Override
    public void close() {}
  }
}
