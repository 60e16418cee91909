package io.weir.enrich.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.topic.LedgerEntry;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrichLedgerTest {
  private static final long RANGE = LedgerEntry.RANGE;

  @TempDir private File directory;
  private KeyValueStore<Long, byte[]> store;
  private EnrichLedger ledger;

  @BeforeEach
  void open() {
    store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("ledger"), Serdes.Long(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    MockProcessorContext<Void, Void> context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory);
    store.init(context.getStateStoreContext(), store);
    ledger = new EnrichLedger("logs.raw", 3, store);
  }

  /** As {@code offset of the range: counts}. */
  private static List<String> drained(EnrichLedger ledger) {
    List<String> entries = new ArrayList<>();
    ledger.drain(entry -> entries.add(entry.from() + ": " + entry.counts()));
    return entries;
  }

  @Test
  void countsByRangeOfOffsetsAndSaysWhatHasChanged() {
    ledger.add(RANGE - 1, LedgerEntry.RECEIVED, 1);
    ledger.add(RANGE - 1, LedgerEntry.REPRESENTED, 1);
    ledger.add(RANGE, LedgerEntry.RECEIVED, 2);

    assertThat(drained(ledger))
        .containsExactly("0: {received=1, represented=1}", RANGE + ": {received=2}");
    assertThat(drained(ledger)).as("nothing has changed since").isEmpty();
    ledger.add(RANGE + 5, LedgerEntry.RECEIVED, 1);
    assertThat(drained(ledger)).containsExactly(RANGE + ": {received=3}");
  }

  @Test
  void whatIsHeldNoLongerIsNotCountedAsNothing() {
    ledger.add(7, LedgerEntry.RECEIVED, 1);
    ledger.add(7, LedgerEntry.HELD, 1);
    ledger.add(7, LedgerEntry.HELD, -1);
    ledger.add(7, LedgerEntry.REPRESENTED, 1);

    assertThat(drained(ledger)).containsExactly("0: {received=1, represented=1}");
  }

  @Test
  void offsetsOverSeveralRangesAreCountedInTheRangeOfEach() {
    ledger.addAll(RANGE - 10, 2 * RANGE + 1, List.of(LedgerEntry.RECEIVED, LedgerEntry.EXPIRED));

    assertThat(drained(ledger))
        .containsExactly(
            "0: {expired=10, received=10}",
            RANGE + ": {expired=100000, received=100000}",
            2 * RANGE + ": {expired=1, received=1}");
    ledger.addAll(5, 5, List.of(LedgerEntry.RECEIVED));
    assertThat(drained(ledger)).isEmpty();
  }

  /** Of a range that waits for nothing the topic has the last word. */
  @Test
  void aRangeIsForgottenWhenItIsWrittenAndNothingOfItIsHeld() {
    ledger.add(1, LedgerEntry.RECEIVED, 1);
    ledger.add(1, LedgerEntry.HELD, 1);
    ledger.add(RANGE, LedgerEntry.RECEIVED, 1);
    ledger.add(2 * RANGE, LedgerEntry.RECEIVED, 1);
    drained(ledger);

    assertThat(store.get(0L)).as("the one that holds something").isNotNull();
    assertThat(store.get(RANGE)).as("the one that is over").isNull();
    assertThat(store.get(2 * RANGE)).as("the newest").isNotNull();

    ledger.add(1, LedgerEntry.HELD, -1);
    ledger.add(1, LedgerEntry.REPRESENTED, 1);
    assertThat(drained(ledger)).containsExactly("0: {received=1, represented=1}");
    assertThat(store.get(0L)).isNull();
  }

  @Test
  void readsWhatAnEarlierReleaseKept() {
    store.put(
        RANGE,
        new LedgerEntry("enrich", "logs.raw", 3, RANGE, Map.of("received", 2L, "held", 2L))
            .toJson());
    EnrichLedger next = new EnrichLedger("logs.raw", 3, store);
    next.add(RANGE, LedgerEntry.HELD, -2);
    next.add(RANGE, LedgerEntry.REPRESENTED, 2);

    assertThat(drained(next)).containsExactly(RANGE + ": {received=2, represented=2}");
  }

  /** To start with counts that are too small would make the ledger say what is not so. */
  @Test
  void countsThatCannotBeReadStopTheStart() {
    store.put(RANGE, "received".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> new EnrichLedger("logs.raw", 3, store))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Who had the partition before may have counted without writing it. */
  @Test
  void theNextOwnerCountsOnAndWritesAllThatItFinds() {
    ledger.add(1, LedgerEntry.RECEIVED, 4);
    ledger.add(RANGE, LedgerEntry.RECEIVED, 1);
    ledger.write();
    EnrichLedger next = new EnrichLedger("logs.raw", 3, store);
    next.add(2, LedgerEntry.RECEIVED, 1);

    List<LedgerEntry> entries = new ArrayList<>();
    next.drain(entries::add);

    assertThat(entries)
        .extracting(LedgerEntry::key)
        .containsExactlyInAnyOrder("enrich/logs.raw/3/0", "enrich/logs.raw/3/100000");
    assertThat(entries)
        .anySatisfy(entry -> assertThat(entry.counts()).containsEntry(LedgerEntry.RECEIVED, 5L));
  }
}
