package io.weir.enrich.sigma;

import io.weir.ingest.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Looks up what correlations refer to, by id or name. */
final class ReferenceResolver {
  private final Map<String, Object> rules = new LinkedHashMap<>();
  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, Rule> done = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  void add(YamlNode document, Object rule) {
    RuleMetadata metadata = metadata(rule);
    if (rules.put(metadata.id(), rule) != null) {
      throw document.fault("'" + metadata.id() + "' is the id of another rule too");
    }
    for (String name :
        Stream.of(metadata.id(), metadata.name()).filter(n -> n != null).distinct().toList()) {
      if (ids.put(name, metadata.id()) != null) {
        throw document.fault("'" + name + "' is the name of another rule too");
      }
    }
  }

  List<Rule> resolveAll() {
    return rules.keySet().stream().map(this::resolve).toList();
  }

  private Rule resolve(String id) {
    Rule known = done.get(id);
    if (known != null) {
      return known;
    }
    Rule rule =
        rules.get(id) instanceof UnresolvedCorrelation unresolved
            ? resolve(unresolved)
            : (DetectionRule) rules.get(id);
    done.put(id, rule);
    return rule;
  }

  private CorrelationRule resolve(UnresolvedCorrelation rule) {
    if (!open.add(rule.metadata().id())) {
      throw rule.at().fault("refers to itself");
    }
    List<Rule> found = new ArrayList<>();
    for (YamlNode reference : rule.rules()) {
      String id = ids.get(reference.text());
      if (id == null) {
        throw reference.fault("there is no rule '" + reference.text() + "'");
      }
      found.add(resolve(id));
    }
    return rule.with(List.copyOf(found));
  }

  private static RuleMetadata metadata(Object rule) {
    return rule instanceof UnresolvedCorrelation correlation
        ? correlation.metadata()
        : ((DetectionRule) rule).metadata();
  }
}
