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
final class Resolver {
  private final Map<String, Object> drafts = new LinkedHashMap<>();
  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, Rule> done = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  void add(YamlNode document, Object draft) {
    RuleHead head = head(draft);
    if (drafts.put(head.id(), draft) != null) {
      throw document.fault("'" + head.id() + "' is the id of another rule too");
    }
    for (String name :
        Stream.of(head.id(), head.name()).filter(n -> n != null).distinct().toList()) {
      if (ids.put(name, head.id()) != null) {
        throw document.fault("'" + name + "' is the name of another rule too");
      }
    }
  }

  List<Rule> resolveAll() {
    return drafts.keySet().stream().map(this::resolve).toList();
  }

  private Rule resolve(String id) {
    Rule known = done.get(id);
    if (known != null) {
      return known;
    }
    Rule rule =
        drafts.get(id) instanceof CorrelationDraft draft
            ? resolve(draft)
            : (DetectionRule) drafts.get(id);
    done.put(id, rule);
    return rule;
  }

  private CorrelationRule resolve(CorrelationDraft draft) {
    if (!open.add(draft.head().id())) {
      throw draft.at().fault("refers to itself");
    }
    List<Rule> found = new ArrayList<>();
    for (YamlNode reference : draft.rules()) {
      String id = ids.get(reference.text());
      if (id == null) {
        throw reference.fault("there is no rule '" + reference.text() + "'");
      }
      found.add(resolve(id));
    }
    return draft.with(List.copyOf(found));
  }

  private static RuleHead head(Object draft) {
    return draft instanceof CorrelationDraft correlation
        ? correlation.head()
        : ((DetectionRule) draft).head();
  }
}
