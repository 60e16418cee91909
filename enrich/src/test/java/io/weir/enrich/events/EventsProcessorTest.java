package io.weir.enrich.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.enrich.PartitionProgress;
import io.weir.enrich.redact.Policies;
import io.weir.enrich.redact.Pseudonyms;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.assemble.HeldBudget;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.parse.LineFormats;
import io.weir.ingest.topic.LedgerEntry;
import io.weir.ingest.topic.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** What Kafka Streams does to a processor that a test driver does not. */
class EventsProcessorTest {
  private static final long START = 1_795_395_600_000L;

  private final Redactor redactor = new Redactor(Policies.standard(), Pseudonyms.development());
  private final EventLimits limits =
      new EventLimits(new HeldBudget(8 << 20, 1 << 30), Oversize.CUT);
  private final List<KeyValueStore<Long, byte[]>> stores = new ArrayList<>();
  private final MockProcessorContext<byte[], byte[]> context = context();

  /** After a commit that took too long a task is revived with the same processor. */
  @Test
  void aRevivedProcessorForwardsNothingInInitAndCountsNothingTwice() throws IOException {
    EventsProcessor processor = processor(new SimpleMeterRegistry());
    processor.init(context);
    process(processor, 0, START, "a");
    process(processor, 1, START + 1_000, "b");
    assertThat(context.forwarded()).isEmpty();
    // Time has gone by in what is held: the first is complete when the second is read again.
    byte[] second = stores.get(0).get(1L);
    stores
        .get(0)
        .put(1L, new BufferedRecord(START + 60_000, BufferedRecord.read(second).value()).write());

    processor.close();
    context.setCurrentSystemTimeMs(START + 60_000);
    processor.init(context);
    assertThat(context.forwarded()).isEmpty();

    context.setCurrentSystemTimeMs(START + 120_000);
    tick();
    assertThat(forwarded(Topic.EVENTS.name())).hasSize(2);
    List<Record<? extends byte[], ? extends byte[]>> ledger = forwarded(Topic.LEDGER.name());
    LedgerEntry entry = LedgerEntry.read(ledger.get(ledger.size() - 1).value());
    assertThat(entry.balances()).isTrue();
    assertThat(entry.counts())
        .containsEntry(LedgerEntry.REPRESENTED, 2L)
        .doesNotContainKey(LedgerEntry.HELD);
    assertThat(limits.held().held()).isZero();
  }

  @Test
  void aFaultWhileTheClockTicksStopsNothing() throws IOException {
    EventsProcessor processor =
        processor(
            new SimpleMeterRegistry() {
              @Override
              protected Counter newCounter(Meter.Id id) {
                if (id.getName().equals("weir.enrich.events")) {
                  throw new IllegalStateException("password=hunter2");
                }
                return super.newCounter(id);
              }
            });
    processor.init(context);
    process(processor, 0, START, "a");
    context.setCurrentSystemTimeMs(START + 60_000);

    assertThatCode(this::tick).doesNotThrowAnyException();
    assertThat(forwarded(Topic.EVENTS.name())).hasSize(1);
    assertThat(forwarded(Topic.DLQ.name())).isEmpty();
    assertThat(LedgerEntry.read(forwarded(Topic.LEDGER.name()).get(0).value()).balances()).isTrue();
  }

  private void tick() {
    int last = context.scheduledPunctuators().size() - 1;
    context
        .scheduledPunctuators()
        .get(last)
        .getPunctuator()
        .punctuate(context.currentSystemTimeMs());
  }

  private List<Record<? extends byte[], ? extends byte[]>> forwarded(String topic) {
    List<Record<? extends byte[], ? extends byte[]>> records = new ArrayList<>();
    context
        .forwarded(EventsTopology.sink(topic, Topic.LOGS_RAW.name()))
        .forEach(forward -> records.add(forward.record()));
    return records;
  }

  private void process(EventsProcessor processor, long offset, long appended, String pod) {
    String record =
        "{\"log\":\"2026-11-23T01:00:00.000Z ERROR 1 --- [main] c.e.App : failed\",\"kafka_key\":\"shop/%s\"}"
            .formatted(pod);
    context.setRecordMetadata(Topic.LOGS_RAW.name(), 0, offset);
    context.setCurrentSystemTimeMs(appended);
    processor.process(new Record<>(null, record.getBytes(StandardCharsets.UTF_8), appended));
  }

  private EventsProcessor processor(SimpleMeterRegistry registry) {
    return new EventsProcessor(
        Topic.LOGS_RAW.name(),
        new Processing(EventIds.development(), LineFormats::standard, () -> redactor, limits),
        new PartitionProgress() {
          @Override
          public int partitions(String topic) {
            return 1;
          }

          @Override
          public boolean isCaughtUp(String topic, int partition) {
            return true;
          }
        },
        new EnrichMetrics(registry));
  }

  private MockProcessorContext<byte[], byte[]> context() {
    MockProcessorContext<byte[], byte[]> made = new MockProcessorContext<>();
    made.setCurrentSystemTimeMs(START);
    for (String name :
        List.of(
            EventsTopology.heldName(Topic.LOGS_RAW.name()),
            EventsTopology.ledgerName(Topic.LOGS_RAW.name()),
            EventsTopology.progressName(Topic.LOGS_RAW.name()))) {
      KeyValueStore<Long, byte[]> store =
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(name), Serdes.Long(), Serdes.ByteArray())
              .withLoggingDisabled()
              .withCachingDisabled()
              .build();
      store.init(made.getStateStoreContext(), store);
      made.addStateStore(store);
      stores.add(store);
    }
    return made;
  }
}
