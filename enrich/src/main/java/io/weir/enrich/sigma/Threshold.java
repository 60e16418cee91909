package io.weir.enrich.sigma;

import io.weir.ingest.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How many it must be: all bounds hold.
 *
 * @param atLeast the least number that can do; 0 if none is too small
 * @param bounded whether a number can be too large, or must not be met, so that one has to wait for
 *     the end of the time span to know
 */
public record Threshold(List<Bound> bounds, long atLeast, boolean bounded) {
  /** One comparison, by Sigma's word for it. */
  public record Bound(String word, long limit) {
    boolean holds(long number) {
      return Comparison.of(word).test(Long.compare(number, limit));
    }
  }

  public boolean isMet(long number) {
    return bounds.stream().allMatch(bound -> bound.holds(number));
  }

  static Threshold atLeast(long number) {
    return of(List.of(new Bound("gte", number)));
  }

  /** Reads the bounds of a {@code condition}; other keys are left to the caller. */
  static Threshold read(YamlNode condition) {
    List<Bound> bounds = new ArrayList<>();
    for (Map.Entry<String, YamlNode> entry : condition.map().entrySet()) {
      if (entry.getKey().equals("field")) {
        continue;
      }
      try {
        Comparison.of(entry.getKey());
      } catch (IllegalArgumentException e) {
        throw entry
            .getValue()
            .fault("'" + entry.getKey() + "' is none of gt, gte, lt, lte, eq, neq");
      }
      bounds.add(new Bound(entry.getKey(), entry.getValue().number()));
    }
    if (bounds.isEmpty()) {
      throw condition.fault("condition compares with nothing");
    }
    return of(bounds);
  }

  private static Threshold of(List<Bound> bounds) {
    long atLeast = 0;
    boolean bounded = false;
    for (Bound bound : bounds) {
      switch (bound.word) {
        // After the largest number there is no other.
        case "gt" -> atLeast = Math.max(atLeast, Math.min(bound.limit, Long.MAX_VALUE - 1) + 1);
        case "gte" -> atLeast = Math.max(atLeast, bound.limit);
        case "eq" -> {
          atLeast = Math.max(atLeast, bound.limit);
          bounded = true;
        }
        default -> bounded = true;
      }
    }
    return new Threshold(List.copyOf(bounds), atLeast, bounded);
  }
}
