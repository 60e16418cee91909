package io.weir.cli.report.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.report.ledger.Finding.Kind;
import io.weir.cli.report.question.Retention;
import io.weir.cli.report.question.Retention.Missing;
import io.weir.cli.report.question.Retention.Policy;
import io.weir.cli.report.question.Retention.StoredIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreCheckTest {
  private static final Instant NOW = Instant.parse("2026-12-02T00:00:00Z");
  private static final List<StoredIndex> SEEN = List.of(index(false, 9, 9));
  private static final Finding NONE_DELETED =
      Finding.proven(
          "In each of the 1 indices, as many documents were created as there are: none was deleted"
              + " or replaced.");
  private static final Policy POLICY = new Policy("weir", 1, "today", Duration.ofDays(90));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | PROVEN | sink.elasticsearch says it stored 3 records since it began; Elasticsearch"
            + " returns events of exactly as many.",
        "2 | OPEN   | sink.elasticsearch says it stored 3 records; Elasticsearch returns events of"
            + " 2, 1 fewer, and no index was removed by age.",
        "0 | OPEN   | sink.elasticsearch says it stored 3 records; Elasticsearch returns events of"
            + " 0, 3 fewer, and no index was removed by age.",
        "5 | NOTE   | sink.elasticsearch says it stored 3 records; Elasticsearch returns events of"
            + " 5. With those stored while the report was made, and those of interrupted requests,"
            + " there can be 6: as many as are missing from that may have been removed.",
        "8 | OPEN   | sink.elasticsearch says it stored 3 records, at most 6 with those stored while"
            + " the report was made; Elasticsearch returns events of 8, 2 more."
      })
  void saysWhetherTheStoreHasWhatWasStored(long found, Kind kind, String sentence) {
    assertThat(findings(new Retention(POLICY, SEEN, List.of(), 0, found)))
        .containsExactly(new Finding(kind, sentence), NONE_DELETED);
  }

  /** What a ledger without its beginning says, what is found, and whether that is open. */
  @ParameterizedTest
  @CsvSource({"3, 0, OPEN", "3, 2, OPEN", "3, 3, NOTE", "3, 9, NOTE", "0, 0, NOTE"})
  void theRestOfALedgerIsALowerBound(long stored, long found, Kind kind) {
    Ledger rest =
        LedgerTest.ledger(
            LedgerTest.entry(
                "sink.elasticsearch", "events", 4, "received=%d stored=%<d".formatted(stored)));

    List<Finding> findings =
        new StoreCheck(
                new Accounting(rest, rest, rest.lines()),
                new Retention(POLICY, SEEN, List.of(), 0, found),
                rest,
                NOW)
            .findings();

    assertThat(findings.get(0).kind()).isEqualTo(kind);
  }

  /** As with the address of another Kafka. */
  @Test
  void eventsWithoutALedgerAreOpen() {
    Ledger none = LedgerTest.ledger();
    Accounting accounting = new Accounting(none, none, List.of());

    assertThat(
            new StoreCheck(accounting, new Retention(POLICY, SEEN, List.of(), 0, 3), none, NOW)
                .findings())
        .contains(
            Finding.open(
                "sink.elasticsearch says it stored 0 records, at most 0 with those stored while the"
                    + " report was made; Elasticsearch returns events of 3, 3 more."));
    assertThat(
            new StoreCheck(accounting, new Retention(POLICY, SEEN, List.of(), 0, 0), none, NOW)
                .findings())
        .containsExactly(NONE_DELETED);
  }

  @Test
  void aRemovedIndexDoesNotExplainThatNothingIsLeft() {
    Missing old = new Missing("logs-x", 1, 2, Instant.parse("2026-12-01T00:00:00Z"));

    assertThat(findings(new Retention(POLICY, SEEN, List.of(old), 0, 0)))
        .contains(
            Finding.open(
                "sink.elasticsearch says it stored 3 records; Elasticsearch returns events of 0, 3"
                    + " fewer: nothing is left."));
  }

  @Test
  void whatALifecycleRemovedExplainsFewerRecords() {
    Missing old = new Missing("logs-x", 1, 2, Instant.parse("2026-12-01T00:00:00Z"));

    assertThat(findings(new Retention(POLICY, SEEN, List.of(old), 0, 2)))
        .extracting(Finding::kind)
        .containsExactly(Kind.NOTE, Kind.NOTE, Kind.PROVEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2027-01-30T00:00:00Z | OPEN | Removed before the policy does, at 2027-01-30T00:00:00Z:"
            + " indices 000001 to 000002 of logs-x.",
        "2026-12-01T00:00:00Z | NOTE | Removed by age, due since 2026-12-01T00:00:00Z: indices"
            + " 000001 to 000002 of logs-x.",
        "                     | OPEN | Removed, although the policy removes nothing: indices 000001"
            + " to 000002 of logs-x."
      })
  void saysWhetherAnIndexWentBeforeItsTime(Instant due, Kind kind, String sentence) {
    Missing missing = new Missing("logs-x", 1, 2, due);

    assertThat(findings(new Retention(POLICY, SEEN, List.of(missing), 0, 3)))
        .contains(new Finding(kind, sentence));
  }

  @Test
  void anOperationWithoutADocumentIsOpen() {
    assertThat(findings(new Retention(POLICY, List.of(index(false, 9, 10)), List.of(), 0, 3)))
        .contains(
            Finding.open(
                "i has numbered 10 operations and has 9 documents. Operations that left none: 1; a"
                    + " deletion is two of them, a replacement one, a failover of the shard some."));
  }

  @Test
  void documentsThatAreBeingWrittenAreNot() {
    assertThat(findings(new Retention(POLICY, List.of(index(true, 9, 10)), List.of(), 0, 3)))
        .noneMatch(finding -> finding.kind() == Kind.OPEN);
    assertThat(findings(new Retention(POLICY, List.of(index(true, 12, 10)), List.of(), 0, 3)))
        .allMatch(finding -> finding.kind() == Kind.PROVEN);
  }

  @Test
  void whatMayNotBeSeenIsSaidToBeUnknown() {
    StoredIndex unseen = new StoredIndex("i", "s", false, null, -1, -1, null);

    assertThat(findings(new Retention(null, List.of(unseen), List.of(), 7, 2)))
        .containsExactly(
            Finding.open(
                "sink.elasticsearch says it stored 3 records; Elasticsearch returns events of 2, 1"
                    + " fewer. Whether an index was removed by age is not known."),
            Finding.note(
                "Numbers of documents and operations of 1 indices may not be seen by this user:"
                    + " whether documents were deleted or replaced in them is not known."),
            Finding.note(
                "When indices were created may not be seen by this user: whether some were removed"
                    + " is not known."),
            Finding.note(
                "7 documents in these data streams were not written by Weir; no figure here counts"
                    + " them."),
            Finding.note(
                "The lifecycle policy does not exist or may not be seen by this user: whether"
                    + " indices were removed before their time is not known."));
  }

  @Test
  void dataStreamsThatMayNotBeSeenAreSaidToBeUnknown() {
    assertThat(findings(new Retention(POLICY, List.of(), List.of(), 0, 2)))
        .containsExactly(
            Finding.open(
                "sink.elasticsearch says it stored 3 records; Elasticsearch returns events of 2, 1"
                    + " fewer. Whether an index was removed by age is not known."),
            Finding.note(
                "Elasticsearch has no data streams of Weir, or this user may not see them: whether"
                    + " indices were removed is not known."));
  }

  private static StoredIndex index(boolean writing, long documents, long operations) {
    return new StoredIndex("i", "s", writing, NOW, documents, operations, null);
  }

  private static List<Finding> findings(Retention retention) {
    Ledger ledger =
        LedgerTest.ledger(
            LedgerTest.entry("enrich", "logs.raw", 0, "received=3 represented=3"),
            LedgerTest.entry("sink.elasticsearch", "events", 0, "received=3 stored=3"));
    Ledger after =
        LedgerTest.ledger(
            LedgerTest.entry("enrich", "logs.raw", 0, "received=6 represented=6"),
            LedgerTest.entry("sink.elasticsearch", "events", 0, "received=6 stored=4 duplicate=2"));
    return new StoreCheck(new Accounting(ledger, ledger, ledger.lines()), retention, after, NOW)
        .findings();
  }
}
