package io.weir.enrich.sigma;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A rule about what other rules find within a time span.
 *
 * @param rules in the order in which they are listed, which {@code TEMPORAL_ORDERED} means
 * @param groupBy what must be the same in all of them: our field names, or aliases
 * @param aliases alias to (rule id to our field name)
 * @param counted for {@code VALUE_COUNT}: our names of the fields whose values are counted
 * @param generate whether the listed rules also count on their own
 * @see <a
 *     href="https://sigmahq.io/sigma-specification/specification/sigma-correlation-rules-specification.html">Sigma
 *     correlation rules</a>
 */
public record CorrelationRule(
    RuleMetadata metadata,
    Type type,
    List<Rule> rules,
    List<String> groupBy,
    Map<String, Map<String, String>> aliases,
    Duration timespan,
    Threshold threshold,
    List<String> counted,
    boolean generate)
    implements Rule {

  /** More than this a rule cannot ask for: it would have to be kept in memory for each group. */
  public static final int MAX_COUNT = 1_000;

  /** What is asked of the rules' finds. */
  public enum Type {
    EVENT_COUNT,
    VALUE_COUNT,
    TEMPORAL,
    TEMPORAL_ORDERED
  }

  /** The field that a name in {@code group-by} means in events of that rule. */
  public FieldRef field(String name, Rule rule) {
    return FieldRef.of(aliases.getOrDefault(name, Map.of()).getOrDefault(rule.id(), name));
  }

  /** How far back an event can lie that still matters. */
  public Duration horizon() {
    Duration longest = Duration.ZERO;
    for (Rule rule : rules) {
      if (rule instanceof CorrelationRule inner && inner.horizon().compareTo(longest) > 0) {
        longest = inner.horizon();
      }
    }
    return longest.plus(timespan);
  }

  @Override
  public Set<String> fields() {
    Set<String> fields = new TreeSet<>(counted);
    for (Rule rule : rules) {
      fields.addAll(rule.fields());
      groupBy.forEach(name -> fields.add(field(name, rule).name()));
    }
    return fields;
  }
}
