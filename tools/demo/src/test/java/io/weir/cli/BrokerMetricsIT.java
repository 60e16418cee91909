package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.ingest.topic.Topic;
import io.weir.servers.KafkaServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real broker says of a group and of dead letters. */
class BrokerMetricsIT {
  private static final String GROUP = "weir-events";
  private static final String LOGS = Topic.LOGS_RAW.name();
  private static final double HOUR = 3_600;

  /** Several looks at the broker; the first may come before it knows what it was sent. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private KafkaServer kafka;
  private Admin admin;
  private BrokerMetrics metrics;

  @BeforeEach
  void start(@TempDir Path data) throws ExecutionException, InterruptedException {
    kafka = KafkaServer.start(data);
    admin = Admin.create(settings());
    List<NewTopic> topics =
        Stream.concat(Topic.RAW.stream(), Stream.of(Topic.EVENTS, Topic.DLQ))
            .map(topic -> new NewTopic(topic.name(), 1, (short) 1))
            .toList();
    admin.createTopics(topics).all().get();
    retention(Duration.ofDays(3));
  }

  private Map<String, Object> settings() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  @AfterEach
  void stop() {
    if (metrics != null) {
      metrics.close();
    }
    admin.close();
    kafka.close();
  }

  @Test
  void lagIsKnownOfAGroupThatReadsNothing() throws ExecutionException, InterruptedException {
    Instant now = Instant.now();
    Stream.generate(() -> now).limit(5).forEach(time -> write(LOGS, time));
    TopicPartition partition = new TopicPartition(LOGS, 0);
    admin.alterConsumerGroupOffsets(GROUP, Map.of(partition, new OffsetAndMetadata(2))).all().get();

    look(List.of(LOGS, Topic.FALCO_RAW.name()));

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(lag(LOGS)).isEqualTo(3));
    assertThat(lag(Topic.FALCO_RAW.name())).isZero();
    assertThat(gauge("weir.dead.letters.oldest")).isNaN();
    assertThat(gauge("weir.dead.letters.raw.left")).isNaN();
  }

  @Test
  void theTimeLeftIsThatOfTheFirstLetterWhoseRecordIsStillThere() {
    write(Topic.DLQ.name(), Instant.now().minus(Duration.ofDays(4)));
    write(Topic.DLQ.name(), Instant.now().minus(Duration.ofHours(70)));
    write(Topic.DLQ.name(), Instant.now());

    look(List.of(LOGS));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(gauge("weir.dead.letters.raw.left")).isBetween(1.9 * HOUR, 2 * HOUR));
    assertThat(gauge("weir.dead.letters.oldest")).isBetween(96 * HOUR, 96.1 * HOUR);
  }

  @Test
  void aLongerRetentionLeavesMoreTime() throws ExecutionException, InterruptedException {
    write(Topic.DLQ.name(), Instant.now().minus(Duration.ofHours(70)));
    retention(Duration.ofDays(7));

    look(List.of(LOGS));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(gauge("weir.dead.letters.raw.left")).isBetween(97 * HOUR, 98 * HOUR));
  }

  /** Then there is nothing to hurry for. */
  @Test
  void whatIsKeptForEverHasNoTimeLeft() throws ExecutionException, InterruptedException {
    write(Topic.DLQ.name(), Instant.now().minus(Duration.ofHours(70)));
    retention(Duration.ofMillis(-1));

    look(List.of(LOGS));

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(gauge("weir.dead.letters.oldest")).isPositive());
    // A broker answers with the old retention for a moment.
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(gauge("weir.dead.letters.raw.left")).isNaN());
  }

  private void look(List<String> topics) {
    metrics = new BrokerMetrics(settings(), GROUP, topics, registry, Clock.systemUTC());
  }

  private double lag(String topic) {
    return registry.get("weir.group.lag").tags("group", GROUP, "topic", topic).gauge().value();
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  private void write(String topic, Instant time) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, time.toEpochMilli(), null, new byte[1])).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void retention(Duration duration) throws ExecutionException, InterruptedException {
    String millis = String.valueOf(duration.toMillis());
    for (Topic topic : Topic.ALL) {
      if (Topic.RAW.contains(topic) || topic.equals(Topic.EVENTS)) {
        AlterConfigOp set =
            new AlterConfigOp(
                new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, millis), AlterConfigOp.OpType.SET);
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
      }
    }
  }
}
