package io.weir.cli.report.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.report.ledger.Finding.Kind;
import io.weir.cli.report.ledger.Ledger.Line;
import io.weir.cli.report.question.Month;
import io.weir.ingest.topic.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {
  private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-12-01T00:00:00Z");

  /** Days from the month's beginning on which ranges of one partition were last written. */
  @ParameterizedTest
  @CsvSource({
    "-3 10 40 50, 1 2",
    "-3 -2, ''",
    "40, 0",
    "40 50, 0",
    "-1 31 40, 1",
    "5 6 7, 0 1 2",
    "-1 0, 1"
  })
  void aRangeConcernsTheMonthsThatItWasWrittenIn(String written, String expected) {
    String[] days = written.split(" ", -1);
    Line[] lines = new Line[days.length];
    for (int i = 0; i < days.length; i++) {
      lines[i] =
          new Line(
              entry("enrich", "logs.raw", i, "received=1"),
              FROM.plus(Duration.ofDays(Long.parseLong(days[i]))));
    }

    assertThat(
            String.join(
                " ",
                new Ledger(Arrays.asList(lines))
                    .between(FROM, TO).stream()
                        .map(line -> String.valueOf(line.entry().from() / LedgerEntry.RANGE))
                        .toList()))
        .isEqualTo(expected);
  }

  @Test
  void aLedgerWithoutItsBeginningIsNotWhole() {
    assertThat(ledger(entry("enrich", "logs.raw", 0, "received=1")).isWhole()).isTrue();
    assertThat(ledger(entry("enrich", "logs.raw", 1, "received=1")).isWhole()).isFalse();
    assertThat(
            ledger(
                    entry("enrich", "logs.raw", 0, "received=1"),
                    entry("enrich", "logs.raw", 2, "received=1"))
                .isWhole())
        .isFalse();
    assertThat(
            ledger(
                    entry("enrich", "logs.raw", 0, "received=1"),
                    entry("sink.loki", "events", 0, "received=1"))
                .isWhole())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "received=3 represented=3 | received=3 stored=3 | PROVEN | In each of the 2 ranges of the"
            + " ledger, received records are the sum of what became of them.",
        "received=4 represented=3 | received=3 stored=3 | OPEN   | 1 of 2 ranges of the ledger do"
            + " not balance: enrich/logs.raw/0/0.",
        "received=3 represented=3 | received=2 stored=2 | OPEN   | sink.elasticsearch has settled 2"
            + " of 3 records that became events. Under way or missing: 1.",
        "received=3 represented=3 | received=4 stored=4 | OPEN   | sink.elasticsearch has settled 4"
            + " records, 1 more than became events.",
        "received=3 represented=3 | received=3 stored=3 | PROVEN | sink.elasticsearch has settled"
            + " all 3 records that had become events when the report was begun.",
        "received=5 represented=3 expired=2 | received=3 stored=3 | OPEN | Removed by Kafka's"
            + " retention before enrich logs.raw had read them: 2 records.",
        "received=4 represented=3 held=1 | received=3 stored=3 | NOTE | Lines that wait in"
            + " enrich logs.raw for those that may follow: 1.",
        "received=4 represented=3 dead_lettered.not_json=1 | received=3 stored=2 duplicate=1 |"
            + " PROVEN | In each of the 2 ranges of the ledger, received records are the sum of"
            + " what became of them.",
        "received=4 represented=3 dropped.probes=1 | received=3 not_routed=3 | PROVEN |"
            + " sink.elasticsearch has settled all 3 records that had become events when the report"
            + " was begun.",
      })
  void saysWhetherTheLedgerAddsUp(String enrich, String sink, Kind kind, String sentence) {
    Ledger ledger =
        ledger(
            entry("enrich", "logs.raw", 0, enrich), entry("sink.elasticsearch", "events", 0, sink));

    assertThat(new Accounting(ledger, ledger, ledger.lines()).findings())
        .contains(new Finding(kind, sentence));
  }

  /** A sink is always a little late. */
  @Test
  void whatBecameAnEventMeanwhileNeedNotBeSettled() {
    Ledger before =
        ledger(
            entry("enrich", "logs.raw", 0, "received=3 represented=3"),
            entry("sink.elasticsearch", "events", 0, "received=2 stored=2"));
    Ledger now =
        ledger(
            entry("enrich", "logs.raw", 0, "received=9 represented=9"),
            entry("sink.elasticsearch", "events", 0, "received=4 stored=4"));

    assertThat(Accounting.isSettled(before, before)).isFalse();
    assertThat(Accounting.isSettled(before, now)).isTrue();
    assertThat(new Accounting(before, now, now.lines()).findings())
        .allMatch(finding -> finding.kind() == Kind.PROVEN);
  }

  @Test
  void aStoreWithoutAnEntryHasSettledNothing() {
    Ledger ledger = ledger(entry("enrich", "logs.raw", 0, "received=3 represented=3"));

    assertThat(Accounting.isSettled(ledger, ledger)).isFalse();
    assertThat(new Accounting(ledger, ledger, ledger.lines()).findings())
        .contains(
            Finding.open(
                "sink.elasticsearch has settled 0 of 3 records that became events. Under way or"
                    + " missing: 3."));
  }

  @Test
  void nothingForAStoreNeedsNoEntryOfIt() {
    Ledger ledger = ledger(entry("enrich", "logs.raw", 0, "received=3 dead_lettered.not_json=3"));

    assertThat(Accounting.isSettled(ledger, ledger)).isTrue();
    assertThat(new Accounting(ledger, ledger, ledger.lines()).findings())
        .allMatch(finding -> finding.kind() == Kind.PROVEN);
  }

  @Test
  void theRestOfALedgerHasAnEntryOfTheStoreToo() {
    Ledger rest = ledger(entry("enrich", "logs.raw", 4, "received=3 represented=3"));
    Ledger both =
        ledger(
            entry("enrich", "logs.raw", 4, "received=3 represented=3"),
            entry("sink.elasticsearch", "events", 4, "received=3 stored=3"));

    assertThat(new Accounting(rest, rest, rest.lines()).findings())
        .contains(
            Finding.open(
                "sink.elasticsearch has no entry in the ledger, although records became events."));
    assertThat(new Accounting(both, both, both.lines()).findings())
        .noneMatch(finding -> finding.kind() == Kind.OPEN);
    assertThat(both.isWhole()).isFalse();
  }

  /** Partitions of the topic are not read at one instant. */
  @Test
  void aSinkThatIsSeenBeforeItsEventsIsWaitedFor() {
    Ledger ahead =
        ledger(
            entry("enrich", "logs.raw", 0, "received=3 represented=3"),
            entry("sink.elasticsearch", "events", 0, "received=4 stored=4"));

    assertThat(Accounting.isSettled(ahead, ahead)).isFalse();
  }

  /**
   * Days that the ledger keeps, whether it has entries, later ones, and whether there are events.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "91   | true  | 0 | true  | PROVEN | The ledger's topic keeps 91 days, so it covers the whole"
            + " month up to now.",
        "20   | true  | 0 | true  | NOTE   | The ledger's topic keeps 20 days: of this month it covers"
            + " what was written since 2026-11-11T00:00:00Z.",
        "-1   | true  | 0 | true  | PROVEN | The ledger's topic keeps its entries for ever: it covers"
            + " the month.",
        "     | true  | 0 | true  | NOTE   | How long the ledger's topic keeps its entries is not"
            + " known.",
        "91   | false | 0 | true  | OPEN   | The ledger says nothing of this month, although events of"
            + " it are stored.",
        "91   | false | 0 | false | NOTE   | Nothing of this month is stored, and the ledger says"
            + " nothing of it.",
        "91   | false | 2 | false | NOTE   | Nothing of this month is stored. Whether there was"
            + " anything is not known: 2 ranges of the ledger that may have records of it were last"
            + " written later."
      })
  void saysWhatTheLedgerCovers(
      Long days, boolean entries, int later, boolean events, Kind kind, String sentence) {
    Duration keeps = days == null ? null : Duration.ofDays(days);

    assertThat(new Coverage(Month.parse("2026-11"), keeps, entries, later, events, TO).finding())
        .isEqualTo(new Finding(kind, sentence));
  }

  static Ledger ledger(LedgerEntry... entries) {
    return new Ledger(Arrays.stream(entries).map(entry -> new Line(entry, FROM)).toList());
  }

  static LedgerEntry entry(String stage, String topic, long range, String counts) {
    Map<String, Long> all = new TreeMap<>();
    List.of(counts.split(" ", -1))
        .forEach(count -> all.put(count.split("=", -1)[0], Long.valueOf(count.split("=", -1)[1])));
    return new LedgerEntry(stage, topic, 0, range * LedgerEntry.RANGE, all);
  }
}
