package io.weir.enrich.sigma;

import java.util.Set;

/**
 * A rule about one event.
 *
 * @param source the cheap question that comes first: is the event from the rule's log source?
 */
public record DetectionRule(
    RuleMetadata metadata, EventCondition source, EventCondition condition, Set<String> fields)
    implements Rule {

  public boolean matches(EventView event) {
    return source.matches(event) && condition.matches(event);
  }
}
