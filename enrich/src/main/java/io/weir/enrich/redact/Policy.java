package io.weir.enrich.redact;

import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.Action;
import io.weir.enrich.redact.scan.SensitiveClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is done with the values of each class, and which values the policy adds to Weir's own.
 *
 * @param version the policy's name and a digest of what it says; every event has it
 * @param actions by class, for every class there is
 * @param keys the names of keys whose value is sensitive, Weir's own and the policy's
 * @param addedKeys those of the policy alone
 * @param patterns the forms that the policy adds
 * @param original whether events have the line as it was written
 * @param scope where the same value has the same pseudonym
 */
public record Policy(
    String version,
    Map<SensitiveClass, Action> actions,
    SensitiveKeys keys,
    SensitiveKeys addedKeys,
    List<PolicyPattern> patterns,
    OriginalLine original,
    PseudonymScope scope) {

  public Policy {
    actions = Map.copyOf(actions);
    patterns = List.copyOf(patterns);
  }

  /** The names of all classes: Weir's own, and those that the policy adds. */
  public Set<String> classes() {
    return actions.keySet().stream().map(SensitiveClass::label).collect(Collectors.toSet());
  }

  /** What is done with the values of a class. */
  Action action(SensitiveClass type) {
    return actions.getOrDefault(type, Action.MASK);
  }

  /**
   * The class of that name.
   *
   * @throws IllegalArgumentException if the policy knows none
   */
  SensitiveClass classOf(String label) {
    return actions.keySet().stream()
        .filter(type -> type.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no class '" + label + "'"));
  }
}
