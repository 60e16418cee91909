package io.weir.enrich.sigma;

import java.util.Set;

/** A Sigma rule that has been understood. */
public sealed interface Rule permits DetectionRule, CorrelationRule {
  RuleMetadata metadata();

  /** Our names of all fields that the rule reads, so that what a policy hides can be refused. */
  Set<String> fields();

  default String id() {
    return metadata().id();
  }
}
