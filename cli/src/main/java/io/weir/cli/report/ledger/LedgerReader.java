package io.weir.cli.report.ledger;

import io.weir.cli.command.CommandFailure;
import io.weir.cli.report.ledger.Ledger.Line;
import io.weir.ingest.topic.LedgerEntry;
import io.weir.ingest.topic.Topic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the ledger topic from its beginning to its end, in no group. It holds one entry for each
 * 100,000 records of a stage, and some older ones of the newest ranges that are not compacted yet.
 */
public final class LedgerReader implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(200);

  /** Nothing has come for so long, although the brokers have more. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final String servers;
  private final Consumer<byte[], byte[]> consumer;
  private final Duration silence;
  private final Map<String, Line> lines = new HashMap<>();
  private final List<TopicPartition> partitions;
  private long unreadable;

  /**
   * Asks for the topic's partitions; a topic that does not exist is an empty ledger.
   *
   * @param kafka settings of Kafka's clients
   * @throws CommandFailure if no broker answers
   */
  public LedgerReader(Map<String, Object> kafka) {
    this(servers(kafka), consumer(kafka, servers(kafka)), SILENCE);
  }

  /** Takes a consumer, and closes it. */
  LedgerReader(String servers, Consumer<byte[], byte[]> consumer, Duration silence) {
    this.servers = servers;
    this.consumer = consumer;
    this.silence = silence;
    try {
      List<PartitionInfo> found = consumer.partitionsFor(Topic.LEDGER.name(), ANSWER);
      this.partitions =
          found == null
              ? List.of()
              : found.stream().map(it -> new TopicPartition(it.topic(), it.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    } catch (KafkaException e) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      throw failure(servers, e);
    }
  }

  private static String servers(Map<String, Object> kafka) {
    return String.valueOf(kafka.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG));
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> kafka, String servers) {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.keySet().retainAll(ConsumerConfig.configNames());
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, String.valueOf(ANSWER.toMillis()));
    try {
      return new KafkaConsumer<>(
          properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    } catch (KafkaException e) {
      throw failure(servers, e.getCause() == null ? e : e.getCause());
    }
  }

  /** Reads to what is the end when it is called. */
  public Ledger read() {
    try {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Instant heard = Instant.now();
      while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
        if (take() > 0) {
          heard = Instant.now();
        } else if (heard.plus(silence).isBefore(Instant.now())) {
          throw new CommandFailure(
              String.format(
                  Locale.ROOT,
                  "Kafka at %s has sent nothing of the ledger for %d s, although it has more",
                  servers,
                  silence.toSeconds()));
        }
      }
      return new Ledger(lines.values());
    } catch (KafkaException e) {
      throw failure(servers, e);
    }
  }

  /** Reads on until something holds, or patience is at its end. */
  public Ledger readUntil(Predicate<Ledger> holds, Duration patience) {
    Instant end = Instant.now().plus(patience);
    Ledger ledger = read();
    while (!holds.test(ledger) && Instant.now().isBefore(end)) {
      if (partitions.isEmpty()) {
        return ledger;
      }
      take();
      ledger = read();
    }
    return ledger;
  }

  /** Entries that could not be read: something else writes to the topic. */
  public long unreadable() {
    return unreadable;
  }

  private int take() {
    int count = 0;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      count++;
      if (record.value() == null) {
        continue;
      }
      try {
        LedgerEntry entry = LedgerEntry.read(record.value());
        lines.put(entry.key(), new Line(entry, Instant.ofEpochMilli(record.timestamp())));
      } catch (IOException e) {
        unreadable++;
      }
    }
    return count;
  }

  private static CommandFailure failure(String servers, Throwable e) {
    String reason =
        e instanceof TimeoutException
            ? "no answer within " + ANSWER.toSeconds() + " s"
            : e.getClass().getSimpleName();
    return new CommandFailure(
        String.format(Locale.ROOT, "Kafka at %s cannot be reached: %s", servers, reason));
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
