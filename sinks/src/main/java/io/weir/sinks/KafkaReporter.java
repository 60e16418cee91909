package io.weir.sinks;

import io.weir.ingest.topic.DeadLetter;
import io.weir.ingest.topic.LedgerEntry;
import io.weir.ingest.topic.Topic;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a sink says of its work on Kafka: dead letters and ledger. All of a batch is sent and then
 * waited for once: a topic that takes nothing costs one time limit of the producer, not one for
 * each record.
 */
final class KafkaReporter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaReporter.class);

  private final String stage;
  private final Producer<byte[], byte[]> producer;
  private final InstantSource clock;
  private final Map<String, Long> notBefore = new HashMap<>();

  /** A topic that takes nothing is tried again after so many times what the try has cost. */
  private static final int REST = 10;

  KafkaReporter(String stage, Producer<byte[], byte[]> producer, InstantSource clock) {
    this.stage = stage;
    this.producer = producer;
    this.clock = clock;
  }

  /**
   * Returns the records whose letters the broker has for certain; none while the topic is left
   * alone after a failed write.
   */
  Set<SinkRecord> deadLetters(Map<SinkRecord, Delivery.Rejected> rejected) {
    if (rests(Topic.DLQ.name())) {
      return Set.of();
    }
    Sending<SinkRecord> sending = new Sending<>(Topic.DLQ.name());
    for (Map.Entry<SinkRecord, Delivery.Rejected> entry : rejected.entrySet()) {
      DeadLetter letter = letter(entry.getKey(), entry.getValue());
      if (!sending.send(entry.getKey(), letter.key(), json(letter))) {
        break;
      }
    }
    return sending.taken();
  }

  /** A value that cannot be written into a letter is left out. */
  private byte[] json(DeadLetter letter) {
    try {
      return letter.toJson(clock.instant());
    } catch (UncheckedIOException e) {
      return letter.withoutDocument().toJson(clock.instant());
    }
  }

  private DeadLetter letter(SinkRecord record, Delivery.Rejected rejected) {
    long offset = record.at().offset();
    return new DeadLetter(
        stage,
        rejected.reason(),
        record.at(),
        new long[] {offset, offset},
        record.records(),
        record.eventId(),
        null,
        rejected.detail(),
        record.value());
  }

  /** Delivery must not wait for a topic that takes nothing more often than it delivers. */
  private boolean rests(String topic) {
    return clock.millis() < notBefore.getOrDefault(topic, Long.MIN_VALUE);
  }

  /** Writes what has changed; returns true when the broker has all of it for certain. */
  boolean ledger(Collection<SinkLedger> ledgers) {
    if (rests(Topic.LEDGER.name())) {
      return false;
    }
    Sending<LedgerEntry> sending = new Sending<>(Topic.LEDGER.name());
    for (SinkLedger ledger : ledgers) {
      for (LedgerEntry entry : ledger.changed()) {
        if (!sending.send(entry, entry.key(), entry.toJson())) {
          return false;
        }
      }
    }
    boolean all = sending.areAllTaken();
    if (all) {
      ledgers.forEach(SinkLedger::written);
    }
    return all;
  }

  /** Records being sent to one topic, each with the item it reports on. */
  private final class Sending<T> {
    private final String topic;
    private final long began = clock.millis();
    private final Map<T, Future<?>> sent = new LinkedHashMap<>();
    private boolean failed;

    Sending(String topic) {
      this.topic = topic;
    }

    /** Returns false if it is of no use to send more. */
    boolean send(T what, String key, byte[] value) {
      try {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        Future<?> future = producer.send(new ProducerRecord<>(topic, bytes, value));
        sent.put(what, future);
        // If the producer gave up by itself, it did so after a long wait, and the next waits as
        // long.
        return !future.isDone() || isTaken(future);
      } catch (KafkaException e) {
        fail(e);
        return false;
      }
    }

    boolean areAllTaken() {
      return taken().size() == sent.size();
    }

    /** Waits for all: the producer's time limit runs for them together. */
    Set<T> taken() {
      Set<T> taken = new HashSet<>();
      sent.forEach(
          (what, future) -> {
            if (isTaken(future)) {
              taken.add(what);
            }
          });
      return taken;
    }

    private boolean isTaken(Future<?> future) {
      try {
        future.get();
        return true;
      } catch (ExecutionException e) {
        fail(e.getCause());
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failed = true;
        return false;
      }
    }

    private void fail(Throwable cause) {
      if (!failed) {
        LOG.warn("{}: {} does not take records: {}", stage, topic, cause.getClass().getName());
      }
      failed = true;
      long now = clock.millis();
      notBefore.put(topic, now + REST * (now - began));
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
