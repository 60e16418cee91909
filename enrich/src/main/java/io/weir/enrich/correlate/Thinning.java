package io.weir.enrich.correlate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the half of some matches that means least: of many that are alike in a row, the first and
 * the last stay; only if that is not enough the oldest of the most frequent go.
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
   * The matches that should go.
   *
   * @param matches of one rule and group, in their order
   */
  static List<BufferedMatch> excess(Collection<BufferedMatch> matches) {
    Thinning thinning = new Thinning(matches);
    for (int ends = thinning.target / FEWER; ends > 0 && thinning.isTooMuch(); ends /= FEWER) {
      thinning.thinRuns(ends);
    }
    if (thinning.isTooMuch()) {
      thinning.dropMostFrequent();
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
  private void dropMostFrequent() {
    Map<List<String>, List<BufferedMatch>> bySteps = new HashMap<>();
    for (BufferedMatch match : kept) {
      bySteps.computeIfAbsent(match.match().steps(), steps -> new ArrayList<>()).add(match);
    }
    List<List<BufferedMatch>> mostFirst = new ArrayList<>(bySteps.values());
    mostFirst.sort(
        Comparator.comparingInt((List<BufferedMatch> all) -> -all.size())
            .thenComparing(all -> all.get(0).key()));
    int left = kept.size() - target;
    for (List<BufferedMatch> all : mostFirst) {
      int count = Math.max(0, Math.min(left, all.size() - all.size() / 10 - 1));
      excess.addAll(all.subList(0, count));
      left -= count;
    }
  }
}
