package io.weir.sinks;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.topic.LedgerEntry;
import io.weir.ingest.topic.Topic;
import org.junit.jupiter.api.Test;

class SinkLedgerTest {

  @Test
  void countsGoOnFromWhereTheyWereCommitted() {
    SinkLedger before = ledger();
    before.add(0, LedgerEntry.RECEIVED, 5);
    before.add(0, LedgerEntry.STORED, 5);

    SinkLedger after = ledger();
    after.restore(before.metadata());
    after.add(5, LedgerEntry.RECEIVED, 1);
    after.add(5, LedgerEntry.STORED, 1);

    assertThat(after.changed().get(0).counts())
        .containsEntry("received", 6L)
        .containsEntry("stored", 6L);
  }

  @Test
  void aRangeThatIsOverIsHeldUntilItIsWritten() {
    SinkLedger ledger = ledger();
    ledger.add(LedgerEntry.RANGE - 1, LedgerEntry.RECEIVED, 1);
    ledger.add(LedgerEntry.RANGE, LedgerEntry.RECEIVED, 1);
    assertThat(ledger.holdsFinishedRange()).isTrue();

    ledger.written();

    assertThat(ledger.holdsFinishedRange()).isFalse();
    assertThat(ledger.metadata()).isEqualTo("100000;received=1");
  }

  private static SinkLedger ledger() {
    return new SinkLedger("sink.obedient", Topic.EVENTS.name(), 0);
  }
}
