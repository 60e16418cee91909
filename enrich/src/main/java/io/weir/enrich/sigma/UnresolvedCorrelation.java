package io.weir.enrich.sigma;

import io.weir.ingest.yaml.YamlNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A correlation rule as it is written: the rules that it refers to are not looked up yet. */
record UnresolvedCorrelation(
    RuleMetadata metadata,
    CorrelationRule.Type type,
    List<YamlNode> rules,
    List<String> groupBy,
    Map<String, Map<String, String>> aliases,
    Duration timespan,
    YamlNode condition,
    List<String> counted,
    boolean generate,
    YamlNode at) {

  private static final Set<String> KEYS =
      Set.of("type", "rules", "group-by", "timespan", "condition", "aliases", "generate");

  static UnresolvedCorrelation read(RuleMetadata metadata, YamlNode at, FieldMap map) {
    Map<String, YamlNode> keys = at.map(KEYS);
    for (String key : List.of("type", "rules", "timespan")) {
      if (!keys.containsKey(key)) {
        throw at.fault("correlation lacks '" + key + "'");
      }
    }
    Map<String, Map<String, String>> aliases = aliases(keys.get("aliases"), map);
    return new UnresolvedCorrelation(
        metadata,
        keys.get("type").oneOf(CorrelationRule.Type.class),
        keys.get("rules").list(),
        names(keys.get("group-by"), name -> aliases.containsKey(name) ? name : field(map, name)),
        aliases,
        timespan(keys.get("timespan")),
        keys.get("condition"),
        keys.containsKey("condition")
            ? names(keys.get("condition").map().get("field"), name -> field(map, name))
            : List.of(),
        keys.containsKey("generate") && keys.get("generate").bool(),
        at);
  }

  private static String field(FieldMap map, String name) {
    return map.field(name).name();
  }

  private static List<String> names(YamlNode list, Function<String, String> ours) {
    return list == null ? List.of() : list.list().stream().map(YamlNode::text).map(ours).toList();
  }

  private static Map<String, Map<String, String>> aliases(YamlNode aliases, FieldMap map) {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    if (aliases != null) {
      aliases
          .map()
          .forEach(
              (alias, rules) -> {
                Map<String, String> fields = new LinkedHashMap<>();
                rules.map().forEach((rule, name) -> fields.put(rule, field(map, name.text())));
                all.put(alias, fields);
              });
    }
    return all;
  }

  private static Duration timespan(YamlNode timespan) {
    String text = timespan.text();
    if (!text.matches("[1-9]\\d{0,5}[smhd]")) {
      throw timespan.fault("'" + text + "' is no number followed by s, m, h or d");
    }
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      case 'h' -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /** The rule, now that those that it refers to are known, in their order. */
  CorrelationRule with(List<Rule> found) {
    Map<String, Map<String, String>> byId = new HashMap<>();
    aliases.forEach(
        (alias, fields) -> {
          Map<String, String> byRule = new HashMap<>();
          for (int i = 0; i < found.size(); i++) {
            String field = fields.get(rules.get(i).text());
            if (field == null && groupBy.contains(alias)) {
              throw at.fault(
                  "alias '" + alias + "' has no field for '" + rules.get(i).text() + "'");
            }
            if (field != null) {
              byRule.put(found.get(i).id(), field);
            }
          }
          byId.put(alias, byRule);
        });
    checkChain(found);
    return new CorrelationRule(
        metadata, type, found, groupBy, byId, timespan, threshold(), counted, generate);
  }

  /** What an inner correlation keeps apart may be put together, but not the other way round. */
  private void checkChain(List<Rule> found) {
    for (Rule rule : found) {
      if (rule instanceof CorrelationRule inner
          && !(inner.groupBy().containsAll(groupBy) && aliases.isEmpty())) {
        throw at.fault(
            "group-by must be part of the group-by of '"
                + inner.metadata().title()
                + "', a correlation");
      }
    }
  }

  private Threshold threshold() {
    boolean temporal =
        type == CorrelationRule.Type.TEMPORAL || type == CorrelationRule.Type.TEMPORAL_ORDERED;
    if (condition == null && !temporal) {
      throw at.fault("correlation lacks 'condition'");
    }
    if (type == CorrelationRule.Type.VALUE_COUNT && counted.isEmpty()) {
      throw at.fault("condition lacks 'field', whose values are counted");
    }
    if (temporal && rules.size() < 2) {
      throw at.fault("needs at least two rules");
    }
    Threshold threshold =
        condition == null ? Threshold.atLeast(rules.size()) : Threshold.read(condition);
    if (type == CorrelationRule.Type.TEMPORAL_ORDERED
        && !threshold.equals(Threshold.atLeast(rules.size()))) {
      throw condition.fault("temporal_ordered always asks for all its rules");
    }
    if (threshold.bounded() && type != CorrelationRule.Type.EVENT_COUNT) {
      throw condition.fault("only event_count can ask for less than, equal or not equal");
    }
    if (threshold.atLeast() > CorrelationRule.MAX_COUNT) {
      throw condition.fault("must not ask for more than " + CorrelationRule.MAX_COUNT);
    }
    return threshold;
  }
}
