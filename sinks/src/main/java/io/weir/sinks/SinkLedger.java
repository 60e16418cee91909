package io.weir.sinks;

import io.weir.ingest.topic.LedgerEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counts what became of the records of one partition at a sink. The counts of a range are committed
 * together with the offset, as its metadata, so that they are as exact as it is, whatever is
 * killed.
 */
final class SinkLedger {
  private final String stage;
  private final String topic;
  private final int partition;
  private final TreeMap<Long, Map<String, Long>> ranges = new TreeMap<>();
  private boolean changed;

  SinkLedger(String stage, String topic, int partition) {
    this.stage = stage;
    this.topic = topic;
    this.partition = partition;
  }

  /**
   * Takes up the counts that were committed.
   *
   * @param metadata what {@link #metadata} returned, or null
   */
  void restore(String metadata) {
    if (metadata == null || !metadata.contains(";")) {
      return;
    }
    String[] parts = metadata.split(";", -1);
    Map<String, Long> counts = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        counts.put(parts[i].substring(0, equals), Long.valueOf(parts[i].substring(equals + 1)));
      }
    }
    ranges.put(Long.valueOf(parts[0]), counts);
    // Who committed them may have been killed before it wrote them.
    changed = true;
  }

  void add(long offset, String what, long records) {
    ranges
        .computeIfAbsent(LedgerEntry.rangeOf(offset), from -> new HashMap<>())
        .merge(what, records, Long::sum);
    changed = true;
  }

  /** The counts of the first range that is held, to be committed with an offset in it. */
  String metadata() {
    if (ranges.isEmpty()) {
      return "";
    }
    Map<String, Long> counts = new TreeMap<>(ranges.firstEntry().getValue());
    return counts.entrySet().stream()
        .map(count -> count.getKey() + "=" + count.getValue())
        .collect(Collectors.joining(";", ranges.firstKey() + ";", ""));
  }

  /** True if a range is over, whose counts are not written; later ranges may be held too. */
  boolean holdsFinishedRange() {
    return ranges.size() > 1;
  }

  /** The offset after the first range that is held. */
  long endOfFirstRange() {
    return ranges.firstKey() + LedgerEntry.RANGE;
  }

  /** The entries that were not written as they are now. */
  List<LedgerEntry> changed() {
    if (!changed) {
      return List.of();
    }
    List<LedgerEntry> entries = new ArrayList<>();
    ranges.forEach(
        (from, counts) -> entries.add(new LedgerEntry(stage, topic, partition, from, counts)));
    return entries;
  }

  /** What {@link #changed} returned is written; ranges that are over are forgotten. */
  void written() {
    changed = false;
    if (!ranges.isEmpty()) {
      ranges.headMap(ranges.lastKey()).clear();
    }
  }
}
