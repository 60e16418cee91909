package io.weir.enrich.correlate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Chooses the half of some matches that means least: of many that are alike in a row, the first and
 * the last stay; only if that is not enough the oldest of the most frequent go, first of those with
 * the same steps and values, then of those with the same steps.
 */
final class Thinning {
  private static final int FEWER = 8;

  private final int target;
  private final List<BufferedMatch> excess = new ArrayList<>();
  private List<BufferedMatch> kept;

  private Thinning(Collection<BufferedMatch> matches) {
    this.kept = new ArrayList<>(matches);
    this.target = matches.size() / 2;
  }

  /**
   * The matches that should go: at least one if there is one.
   *
   * @param matches of one rule and group, in their order
   */
  static List<BufferedMatch> excess(Collection<BufferedMatch> matches) {
    Thinning thinning = new Thinning(matches);
    for (int ends = thinning.target / FEWER; ends > 0 && thinning.isTooMuch(); ends /= FEWER) {
      thinning.thinRuns(ends);
    }
    if (thinning.isTooMuch()) {
      thinning.dropMostFrequent(match -> List.of(match.steps(), match.values()));
    }
    if (thinning.isTooMuch()) {
      thinning.dropMostFrequent(Match::steps);
    }
    if (thinning.excess.isEmpty()) {
      // No two are of one kind.
      thinning.drop(thinning.kept.subList(0, thinning.kept.size() - thinning.target));
    }
    return thinning.excess;
  }

  private boolean isTooMuch() {
    return kept.size() > target;
  }

  private void thinRuns(int ends) {
    List<BufferedMatch> left = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= kept.size(); i++) {
      boolean isOver = i == kept.size() || !isAlike(kept.get(i), kept.get(start));
      if (isOver) {
        for (int inner = start; inner < i; inner++) {
          boolean isEnd = inner < start + ends || inner >= i - ends;
          (isEnd ? left : excess).add(kept.get(inner));
        }
        start = i;
      }
    }
    kept = left;
  }

  private static boolean isAlike(BufferedMatch one, BufferedMatch other) {
    return one.match().steps().equals(other.match().steps())
        && one.match().values().equals(other.match().values());
  }

  /** The newest tenth of each kind stays. */
  private void dropMostFrequent(Function<Match, Object> kind) {
    Map<Object, List<BufferedMatch>> byKind = new HashMap<>();
    for (BufferedMatch match : kept) {
      byKind.computeIfAbsent(kind.apply(match.match()), any -> new ArrayList<>()).add(match);
    }
    List<List<BufferedMatch>> mostFirst = new ArrayList<>(byKind.values());
    mostFirst.sort(
        Comparator.comparingInt((List<BufferedMatch> all) -> -all.size())
            .thenComparing(all -> all.get(0).key()));
    List<BufferedMatch> dropped = new ArrayList<>();
    int left = kept.size() - target;
    for (List<BufferedMatch> all : mostFirst) {
      int count = Math.max(0, Math.min(left, all.size() - all.size() / 10 - 1));
      dropped.addAll(all.subList(0, count));
      left -= count;
    }
    drop(dropped);
  }

  private void drop(Collection<BufferedMatch> matches) {
    Set<BufferedMatch> dropped = Collections.newSetFromMap(new IdentityHashMap<>());
    dropped.addAll(matches);
    excess.addAll(matches);
    kept = kept.stream().filter(match -> !dropped.contains(match)).toList();
  }
}
