package io.weir.sinks;

import io.weir.ingest.wire.DeadLetter;
import io.weir.ingest.wire.LedgerEntry;
import io.weir.ingest.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a sink says of its work on Kafka: dead letters and ledger, each waited for. */
final class SinkReports implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SinkReports.class);

  private final String stage;
  private final Producer<byte[], byte[]> producer;

  SinkReports(String stage, Producer<byte[], byte[]> producer) {
    this.stage = stage;
    this.producer = producer;
  }

  /** Returns true when the broker has the letter for certain. */
  boolean deadLetter(SinkRecord record, Delivery.Rejected rejected) {
    long offset = record.at().offset();
    DeadLetter letter =
        new DeadLetter(
            stage,
            rejected.reason(),
            record.at(),
            new long[] {offset, offset},
            record.records(),
            record.eventId(),
            null,
            rejected.detail(),
            record.value());
    return send(Topics.DLQ, letter.key(), letter.toJson(Instant.now()));
  }

  /** Writes what has changed; returns true when the broker has all of it for certain. */
  boolean ledger(SinkLedger ledger) {
    for (LedgerEntry entry : ledger.changed()) {
      if (!send(Topics.LEDGER, entry.key(), entry.toJson())) {
        return false;
      }
    }
    ledger.written();
    return true;
  }

  private boolean send(String topic, String key, byte[] value) {
    try {
      byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(topic, bytes, value)).get();
      return true;
    } catch (ExecutionException | KafkaException e) {
      LOG.warn("{}: {} does not take records: {}", stage, topic, e.getClass().getName());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
