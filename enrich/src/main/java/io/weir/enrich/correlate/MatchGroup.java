package io.weir.enrich.correlate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The matches of one rule and group that are kept, in their order. */
final class MatchGroup {
  /** Those that come first in an eviction first: which have come least far, and are oldest. */
  static final Comparator<MatchGroup> LEAST_FIRST =
      Comparator.comparingInt(MatchGroup::size)
          .thenComparing(MatchGroup::oldest)
          .thenComparing(group -> group.key);

  final String key;
  final Origin origin;
  final TreeMap<String, BufferedMatch> pending = new TreeMap<>();
  final TreeMap<String, BufferedMatch> evaluated = new TreeMap<>();
  private long bytes;

  /** The groups of one rule that came from one pod or node. */
  static final class Origin {
    final String name;
    final Set<MatchGroup> groups =
        new TreeSet<>(Comparator.comparing((MatchGroup group) -> group.key));
    private long bytes;

    Origin(String name) {
      this.name = name;
    }

    long bytes() {
      return bytes;
    }

    MatchGroup largest() {
      return groups.stream().max(Comparator.comparingLong(MatchGroup::bytes)).orElseThrow();
    }
  }

  MatchGroup(String key, Origin origin) {
    this.key = key;
    this.origin = origin;
    origin.groups.add(this);
  }

  void count(long change) {
    bytes += change;
    origin.bytes += change;
  }

  long bytes() {
    return bytes;
  }

  int size() {
    return pending.size() + evaluated.size();
  }

  List<BufferedMatch> all() {
    List<BufferedMatch> all = new ArrayList<>(pending.values());
    all.addAll(evaluated.values());
    return all;
  }

  /** Sorts as the time of its oldest match does. */
  private String oldest() {
    String waiting = pending.isEmpty() ? "~" : pending.firstKey();
    String judged = evaluated.isEmpty() ? "~" : evaluated.firstKey();
    return waiting.compareTo(judged) < 0 ? waiting : judged;
  }
}
