package io.weir.cli.report.question;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What was hidden in the events of a month.
 *
 * @param counts by policy, namespace and class
 * @param complete false if there are more of them than a report takes
 * @param policies how many events went through each version of a policy
 * @param unnamed how many events have hidden values of classes that the report does not know
 */
public record Redactions(
    List<Hidden> counts, boolean complete, Map<String, Long> policies, long unnamed) {

  /**
   * Values of one class.
   *
   * @param values how many there are; at least so many if {@code more}
   */
  public record Hidden(
      String policy, String namespace, String type, long events, long values, boolean more) {}

  public long values() {
    return counts.stream().mapToLong(Hidden::values).sum();
  }

  /** Values added up by something, in its order. */
  public Map<String, Long> by(Function<Hidden, String> key) {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach(hidden -> sums.merge(key.apply(hidden), hidden.values(), Long::sum));
    return sums;
  }
}
