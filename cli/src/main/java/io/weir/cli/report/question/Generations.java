package io.weir.cli.report.question;

import io.weir.cli.report.question.Retention.Missing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which indices of a data stream are gone. Elasticsearch numbers them, and makes the next when it
 * rolls the last one over, so the age of the next says until when the policy had to keep it.
 */
final class Generations {
  private Generations() {}

  /** The number at the end of the name of an index, {@code .ds-NAME-2026.11.23-000007}; or 0. */
  static long of(String index) {
    String digits = index.substring(index.lastIndexOf('-') + 1);
    return digits.length() == 6 && digits.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Long.parseLong(digits)
        : 0;
  }

  /**
   * What is missing before the newest index.
   *
   * @param created when each index that is there was created, by its generation
   * @param deleteAfter as in {@link Retention.Policy}
   */
  static List<Missing> missing(String stream, Map<Long, Instant> created, Duration deleteAfter) {
    List<Missing> missing = new ArrayList<>();
    SortedMap<Long, Instant> sorted = new TreeMap<>(created);
    long expected = 1;
    for (Map.Entry<Long, Instant> there : sorted.entrySet()) {
      long generation = there.getKey();
      if (generation > expected) {
        Instant due = deleteAfter == null ? null : there.getValue().plus(deleteAfter);
        missing.add(new Missing(stream, expected, generation - 1, due));
      }
      expected = generation + 1;
    }
    return missing;
  }
}
