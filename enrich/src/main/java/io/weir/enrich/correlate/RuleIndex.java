package io.weir.enrich.correlate;

import io.weir.enrich.sigma.CorrelationRule;
import io.weir.enrich.sigma.DetectionRule;
import io.weir.enrich.sigma.FieldRef;
import io.weir.enrich.sigma.Level;
import io.weir.enrich.sigma.Rule;
import io.weir.enrich.sigma.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which detection rule feeds which rule whose finds count. A detection counts on its own from
 * {@link Level#HIGH} upwards; below that it is a step, worth something in a sequence only.
 */
final class RuleIndex {
  private static final Level COUNTS_ALONE = Level.HIGH;

  /**
   * A detection as a part of a rule.
   *
   * @param groupBy where the values of the group are, empty for a rule about single events
   * @param groupNames our names of these fields
   * @param values where the values are that correlations within need, by the name they use
   */
  record Part(
      Rule root, List<FieldRef> groupBy, List<String> groupNames, Map<String, FieldRef> values) {}

  private final RuleSet rules;
  private final Map<String, Rule> roots = new LinkedHashMap<>();
  private final Map<DetectionRule, List<Part>> parts = new LinkedHashMap<>();
  private final Map<String, Rule> byId = new HashMap<>();
  private final Set<String> waiting = new HashSet<>();

  RuleIndex(RuleSet rules) {
    this.rules = rules;
    rules.rules().forEach(rule -> byId.put(rule.id(), rule));
    for (Rule root : rules.roots()) {
      boolean counts =
          root instanceof CorrelationRule || root.metadata().level().compareTo(COUNTS_ALONE) >= 0;
      if (counts) {
        roots.put(root.id(), root);
        addParts(root);
        if (waits(root)) {
          waiting.add(root.id());
        }
      }
    }
  }

  RuleSet rules() {
    return rules;
  }

  Map<DetectionRule, List<Part>> parts() {
    return parts;
  }

  /** The rule of that id whose finds count, or null. */
  Rule root(String id) {
    return roots.get(id);
  }

  Rule rule(String id) {
    return byId.get(id);
  }

  /** Whether the rule can come true without a new match, when a time span is over. */
  boolean waits(String root) {
    return waiting.contains(root);
  }

  boolean anyWaits() {
    return !waiting.isEmpty();
  }

  private static boolean waits(Rule rule) {
    return rule instanceof CorrelationRule correlation
        && (correlation.threshold().bounded()
            || correlation.rules().stream().anyMatch(RuleIndex::waits));
  }

  private void addParts(Rule root) {
    if (root instanceof DetectionRule detection) {
      add(detection, new Part(root, List.of(), List.of(), Map.of()));
    } else if (root instanceof CorrelationRule correlation) {
      for (DetectionRule detection : detections(correlation)) {
        Map<String, FieldRef> values = new LinkedHashMap<>();
        values(correlation, detection, values);
        List<FieldRef> groupBy =
            correlation.groupBy().stream().map(name -> values.get(name)).toList();
        List<String> names = groupBy.stream().map(FieldRef::name).toList();
        add(detection, new Part(root, groupBy, names, Map.copyOf(values)));
      }
    }
  }

  private void add(DetectionRule detection, Part part) {
    parts.computeIfAbsent(detection, key -> new ArrayList<>()).add(part);
  }

  private static Set<DetectionRule> detections(CorrelationRule correlation) {
    Set<DetectionRule> all = new LinkedHashSet<>();
    for (Rule rule : correlation.rules()) {
      if (rule instanceof DetectionRule detection) {
        all.add(detection);
      } else if (rule instanceof CorrelationRule inner) {
        all.addAll(detections(inner));
      }
    }
    return all;
  }

  /** Everything on the way down to the detection that is grouped by or counted. */
  private static void values(
      CorrelationRule correlation, DetectionRule detection, Map<String, FieldRef> values) {
    correlation.groupBy().forEach(name -> values.put(name, correlation.field(name, detection)));
    correlation.counted().forEach(name -> values.put(name, FieldRef.of(name)));
    for (Rule rule : correlation.rules()) {
      if (rule instanceof CorrelationRule inner && detections(inner).contains(detection)) {
        values(inner, detection, values);
      }
    }
  }
}
