package io.weir.cli.report.ledger;

import io.weir.ingest.topic.LedgerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The newest entry of every range that the ledger topic holds. A range of offsets knows no dates:
 * all that is known is when its newest entry was written.
 */
public final class Ledger {
  private static final Comparator<Line> BY_RANGE =
      Comparator.comparing((Line line) -> line.entry().stage())
          .thenComparing(line -> line.entry().topic())
          .thenComparingInt(line -> line.entry().partition())
          .thenComparingLong(line -> line.entry().from());

  private final List<Line> lines;

  /** An entry, and when the broker took it. */
  public record Line(LedgerEntry entry, Instant written) {
    private boolean isOfSamePartition(Line other) {
      return entry.stage().equals(other.entry.stage())
          && entry.topic().equals(other.entry.topic())
          && entry.partition() == other.entry.partition();
    }
  }

  /**
   * A ledger.
   *
   * @param lines one for each range, in any order
   */
  Ledger(Collection<Line> lines) {
    this.lines = lines.stream().sorted(BY_RANGE).toList();
  }

  /** All of it, by stage, topic, partition and offset. */
  List<Line> lines() {
    return lines;
  }

  /**
   * The ranges that records went through between two times: written to at the first or later, and
   * begun before the second, which is when the range before was written last. Where there is none
   * before, nobody knows when it was begun: it counts.
   */
  public List<Line> between(Instant from, Instant to) {
    List<Line> between = new ArrayList<>();
    Line before = null;
    for (Line line : lines) {
      boolean first = before == null || !line.isOfSamePartition(before);
      if (!line.written().isBefore(from) && (first || before.written().isBefore(to))) {
        between.add(line);
      }
      before = line;
    }
    return between;
  }

  /** Whether an entry was written at the first time or later, and before the second. */
  public boolean hasEntryOf(Instant from, Instant to) {
    return lines.stream()
        .anyMatch(line -> !line.written().isBefore(from) && line.written().isBefore(to));
  }

  /**
   * Whether no range is missing from the first offset on, so that sums over all of it can be
   * compared: a ledger that is older than its topic's retention has lost its beginning.
   */
  public boolean isWhole() {
    Line before = null;
    for (Line line : lines) {
      boolean first = before == null || !line.isOfSamePartition(before);
      long expected = first ? 0 : before.entry().from() + LedgerEntry.RANGE;
      if (line.entry().from() != expected) {
        return false;
      }
      before = line;
    }
    return true;
  }

  /** The sum of one count over all ranges of a stage and a topic. */
  long sum(Predicate<LedgerEntry> of, String what) {
    return lines.stream()
        .map(Line::entry)
        .filter(of)
        .mapToLong(entry -> entry.counts().getOrDefault(what, 0L))
        .sum();
  }

  /** The sums of all counts by stage and topic, written {@code enrich logs.raw}. */
  public static Map<String, Map<String, Long>> sums(List<Line> lines) {
    Map<String, Map<String, Long>> sums = new TreeMap<>();
    for (Line line : lines) {
      LedgerEntry entry = line.entry();
      Map<String, Long> counts =
          sums.computeIfAbsent(entry.stage() + " " + entry.topic(), stage -> new TreeMap<>());
      entry.counts().forEach((what, count) -> counts.merge(what, count, Long::sum));
    }
    return sums;
  }
}
