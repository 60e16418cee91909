package io.weir.sinks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.ingest.event.Json;
import io.weir.ingest.wire.LedgerEntry;
import io.weir.ingest.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One worker, one partition, a store that does as it is told. */
class SinkWorkerTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.EVENTS, 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final ObedientSink sink = new ObedientSink();
  private String value = "{}";

  @Test
  void commitsWhatIsStored() {
    run(3, 2);

    assertThat(committed()).isEqualTo(3);
    assertThat(newestLedger().counts()).containsEntry("stored", 3L).containsEntry("received", 3L);
  }

  @Test
  void commitsOnlyUpToTheFirstRecordThatIsNotSettled() {
    sink.answers.put(1L, Delivery.Retry.soon("busy"));
    run(3, 1);

    assertThat(committed()).isEqualTo(1);
  }

  @Test
  void sendsAgainOnlyWhatIsNotSettled() {
    sink.answers.put(1L, Delivery.Retry.soon("busy"));
    run(3, 1, () -> sink.answers.clear(), 10);

    assertThat(committed()).isEqualTo(3);
    assertThat(sink.tries).containsEntry(0L, 1).containsEntry(1L, 2).containsEntry(2L, 1);
  }

  @Test
  void pausesAPartitionThatWaits() {
    sink.answers.put(0L, Delivery.Retry.untilMended("forbidden"));
    Set<TopicPartition> paused = new HashSet<>();
    run(1, 1, () -> paused.addAll(consumer.paused()), 1);

    assertThat(paused).containsExactly(PARTITION);
    assertThat(sink.closed).isTrue();
  }

  @Test
  void whatTheStoreNeverTakesBecomesADeadLetterAndTheRestGoesOn() throws IOException {
    sink.answers.put(1L, new Delivery.Rejected("document_parsing_exception", null));
    run(3, 2);

    assertThat(committed()).isEqualTo(3);
    assertThat(deadLetter().at("/weir/reason").asText()).isEqualTo("document_parsing_exception");
    assertThat(deadLetter().at("/weir/source/offsets")).hasToString("[1,1]");
    assertThat(deadLetter().path("document")).hasToString("{}");
    assertThat(newestLedger().balances()).isTrue();
  }

  /** It once ended the worker, which then met it again after each restart. */
  @ParameterizedTest
  @ValueSource(strings = {"", "unreadable", "{\"cut\":"})
  void whatIsNoJsonBecomesADeadLetterWithoutItself(String unreadable) throws IOException {
    value = unreadable;
    sink.answers.put(0L, new Delivery.Rejected("unreadable", null));
    run(1, 2);

    assertThat(committed()).isEqualTo(1);
    assertThat(deadLetter().at("/weir/reason").asText()).isEqualTo("unreadable");
    assertThat(deadLetter().has("document")).isFalse();
  }

  @Test
  void nothingIsCommittedIfADeadLetterCannotBeWritten() {
    sink.answers.put(0L, new Delivery.Rejected("refused", null));
    producer.sendException = new org.apache.kafka.common.errors.TimeoutException("no broker");
    run(1, 2);

    assertThat(committed()).isZero();
  }

  @Test
  void countsGoOnFromWhereTheyWereCommitted() {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    SinkLedger before = new SinkLedger("sink.obedient", Topics.EVENTS, 0);
    before.add(0, LedgerEntry.RECEIVED, 5);
    before.add(0, LedgerEntry.STORED, 5);
    String metadata = before.metadata();

    SinkLedger after = new SinkLedger("sink.obedient", Topics.EVENTS, 0);
    after.restore(metadata);
    after.add(5, LedgerEntry.RECEIVED, 1);
    after.add(5, LedgerEntry.STORED, 1);

    assertThat(after.changed().get(0).counts())
        .containsEntry("received", 6L)
        .containsEntry("stored", 6L);
  }

  private void run(int records, int rounds) {
    run(records, rounds, () -> {}, 0);
  }

  /** Polls so many records, works for some rounds, does something, and works on. */
  private void run(int records, int rounds, Runnable then, int more) {
    SinkWorker worker =
        new SinkWorker(
            sink,
            List.of(Topics.EVENTS),
            SinkWorker.Start.COMMITTED,
            consumer,
            producer,
            new SimpleMeterRegistry());
    consumer.schedulePollTask(
        () -> {
          consumer.rebalance(List.of(PARTITION));
          consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
          for (int i = 0; i < records; i++) {
            consumer.addRecord(
                new ConsumerRecord<>(
                    Topics.EVENTS, 0, i, null, value.getBytes(StandardCharsets.UTF_8)));
          }
        });
    for (int i = 0; i < rounds; i++) {
      consumer.schedulePollTask(() -> {});
    }
    consumer.schedulePollTask(then);
    scheduleRounds(worker, more);
    worker.run();
  }

  /** Rounds without records: a mock consumer does not wait, so time is given by the worker. */
  private void scheduleRounds(SinkWorker worker, int more) {
    long until = System.nanoTime() + more * 100_000_000L;
    consumer.schedulePollTask(
        new Runnable() {
          @Override
          public void run() {
            if (System.nanoTime() >= until) {
              worker.stop();
            } else {
              consumer.schedulePollTask(this);
            }
          }
        });
  }

  private long committed() {
    OffsetAndMetadata offset = sink.committedWhenClosed.get(PARTITION);
    return offset == null ? 0 : offset.offset();
  }

  private JsonNode deadLetter() throws IOException {
    ProducerRecord<byte[], byte[]> letter =
        producer.history().stream().filter(r -> r.topic().equals(Topics.DLQ)).findFirst().get();
    return Json.MAPPER.readTree(letter.value());
  }

  private LedgerEntry newestLedger() {
    LedgerEntry newest = null;
    for (ProducerRecord<byte[], byte[]> record : producer.history()) {
      if (record.topic().equals(Topics.LEDGER)) {
        try {
          newest = LedgerEntry.read(record.value());
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    }
    return newest;
  }

  /** Stores everything but what it was told otherwise. */
  private final class ObedientSink implements Sink {
    private final Map<Long, Delivery> answers = new HashMap<>();
    private final Map<Long, Integer> tries = new HashMap<>();
    private Map<TopicPartition, OffsetAndMetadata> committedWhenClosed = Map.of();
    private boolean closed;

    @Override
    public String stage() {
      return "sink.obedient";
    }

    @Override
    public List<Delivery> deliver(List<SinkRecord> batch) {
      List<Delivery> deliveries = new ArrayList<>();
      for (SinkRecord record : batch) {
        long offset = record.at().offset();
        tries.merge(offset, 1, Integer::sum);
        deliveries.add(answers.getOrDefault(offset, Delivery.Done.STORED));
      }
      return deliveries;
    }

    @Override
    public String unhealthy() {
      return null;
    }

    @Override
    public void close() {
      closed = true;
      committedWhenClosed = consumer.committed(Set.of(PARTITION));
    }
  }
}
