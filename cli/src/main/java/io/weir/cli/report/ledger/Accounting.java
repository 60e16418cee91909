package io.weir.cli.report.ledger;

import io.weir.cli.report.ledger.Ledger.Line;
import io.weir.ingest.topic.LedgerEntry;
import io.weir.ingest.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whether what went in is accounted for, by the ledger.
 *
 * @param before as the ledger was at first
 * @param ledger as it was when the sinks had had the time to settle what was under way
 * @param month the ranges that concern the month
 */
public record Accounting(Ledger before, Ledger ledger, List<Line> month) {
  public static final String ELASTICSEARCH = "sink.elasticsearch";
  private static final String ENRICH = "enrich";
  private static final String DUPLICATE = "duplicate";
  private static final int NAMED = 5;

  /**
   * True if every sink has settled what was an event when the report began, and none has settled
   * more than there are: a sink's entry can be seen before that of the events it is about, because
   * the topic's partitions are not read at one instant.
   */
  public static boolean isSettled(Ledger before, Ledger now) {
    long first = represented(before);
    long represented = represented(now);
    return sinks(now).stream()
        .map(sink -> settled(now, sink))
        .allMatch(settled -> settled >= first && settled <= represented);
  }

  /** One sentence for each thing that was looked at. */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    balance(findings);
    lost(findings);
    if (ledger.isWhole()) {
      sinks(ledger).forEach(sink -> findings.add(settlement(sink)));
    } else {
      findings.add(
          Finding.note(
              "Sums of stages cannot be compared: the ledger topic no longer has the first ranges."
                  + " Each range is still checked by itself."));
      if (represented(ledger) > 0 && ledger.lines().stream().noneMatch(this::isOfStore)) {
        findings.add(
            Finding.open(
                String.format(
                    Locale.ROOT,
                    "%s has no entry in the ledger, although records became events.",
                    ELASTICSEARCH)));
      }
    }
    return findings;
  }

  private void balance(List<Finding> findings) {
    List<String> faulty =
        month.stream()
            .map(Line::entry)
            .filter(entry -> !entry.balances())
            .map(LedgerEntry::key)
            .toList();
    if (month.isEmpty()) {
      return;
    }
    if (faulty.isEmpty()) {
      findings.add(
          Finding.proven(
              String.format(
                  Locale.ROOT,
                  "In each of the %,d ranges of the ledger, received records are the sum of what became of them.",
                  month.size())));
    } else {
      findings.add(
          Finding.open(
              String.format(
                  Locale.ROOT,
                  "%,d of %,d ranges of the ledger do not balance: %s%s.",
                  faulty.size(),
                  month.size(),
                  faulty.stream().limit(NAMED).collect(Collectors.joining(", ")),
                  faulty.size() > NAMED ? ", …" : "")));
    }
  }

  private void lost(List<Finding> findings) {
    Ledger.sums(month)
        .forEach(
            (stage, counts) -> {
              long expired = counts.getOrDefault(LedgerEntry.EXPIRED, 0L);
              long held = counts.getOrDefault(LedgerEntry.HELD, 0L);
              if (expired > 0) {
                findings.add(
                    Finding.open(
                        String.format(
                            Locale.ROOT,
                            "Removed by Kafka's retention before %s had read them: %,d records.",
                            stage,
                            expired)));
              }
              if (held > 0) {
                findings.add(
                    Finding.note(
                        String.format(
                            Locale.ROOT,
                            "Lines that wait in %s for those that may follow: %,d.",
                            stage,
                            held)));
              }
            });
  }

  private Finding settlement(String sink) {
    long first = represented(before);
    long represented = represented(ledger);
    long settled = settled(ledger, sink);
    if (settled < first) {
      return Finding.open(
          String.format(
              Locale.ROOT,
              "%s has settled %,d of %,d records that became events. Under way or missing: %,d.",
              sink,
              settled,
              first,
              first - settled));
    }
    if (settled > represented) {
      return Finding.open(
          String.format(
              Locale.ROOT,
              "%s has settled %,d records, %,d more than became events.",
              sink,
              settled,
              settled - represented));
    }
    return Finding.proven(
        String.format(
            Locale.ROOT,
            "%s has settled all %,d records that had become events when the report was begun.",
            sink,
            first));
  }

  private boolean isOfStore(Line line) {
    return ofEvents(ELASTICSEARCH).test(line.entry());
  }

  /** Those that have an entry, and the audit store's as soon as there is something for it. */
  private static TreeSet<String> sinks(Ledger ledger) {
    TreeSet<String> sinks =
        ledger.lines().stream()
            .map(Line::entry)
            .filter(entry -> entry.topic().equals(Topic.EVENTS.name()))
            .map(LedgerEntry::stage)
            .collect(Collectors.toCollection(TreeSet::new));
    if (represented(ledger) > 0) {
      sinks.add(ELASTICSEARCH);
    }
    return sinks;
  }

  private static long represented(Ledger ledger) {
    return ledger.sum(entry -> entry.stage().equals(ENRICH), LedgerEntry.REPRESENTED);
  }

  private static long settled(Ledger ledger, String sink) {
    return ledger.sum(ofEvents(sink), LedgerEntry.RECEIVED);
  }

  /** How many records Elasticsearch's sink says it stored, of any time. */
  public long stored() {
    return ledger.sum(ofEvents(ELASTICSEARCH), LedgerEntry.STORED);
  }

  /**
   * How many records Elasticsearch has at most, by a ledger. Of those that its sink found there
   * already it had sent some itself, before it was interrupted.
   */
  public static long storedAtMost(Ledger ledger) {
    return ledger.sum(ofEvents(ELASTICSEARCH), LedgerEntry.STORED)
        + ledger.sum(ofEvents(ELASTICSEARCH), DUPLICATE);
  }

  private static Predicate<LedgerEntry> ofEvents(String sink) {
    return entry -> entry.stage().equals(sink) && entry.topic().equals(Topic.EVENTS.name());
  }
}
