package io.weir.enrich.sigma;

import io.weir.ingest.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a {@code detection} section: selections that are maps (all must hold), lists of maps (one
 * must hold) or keywords, and the condition over them.
 */
final class DetectionReader {
  private final FieldMap map;
  private final Set<String> read = new TreeSet<>();

  DetectionReader(FieldMap map) {
    this.map = map;
  }

  /** Our names of the fields that the selections read. */
  Set<String> fields() {
    return read;
  }

  EventCondition read(YamlNode detection) {
    Map<String, EventCondition> selections = new LinkedHashMap<>();
    YamlNode condition = null;
    for (Map.Entry<String, YamlNode> entry : detection.map().entrySet()) {
      if (entry.getKey().equals("condition")) {
        condition = entry.getValue();
      } else if (entry.getKey().equals("timeframe")) {
        throw entry.getValue().fault("'timeframe' is Sigma 1; write a correlation rule");
      } else {
        selections.put(entry.getKey(), selection(entry.getValue()));
      }
    }
    if (condition == null) {
      throw detection.fault("detection lacks a 'condition'");
    }
    if (selections.isEmpty()) {
      throw detection.fault("detection has no selection");
    }
    return Conditions.any(
        condition.list().stream().map(text -> ConditionParser.parse(text, selections)).toList());
  }

  private EventCondition selection(YamlNode selection) {
    if (selection.isMap()) {
      return fields(selection);
    }
    List<EventCondition> choices = new ArrayList<>();
    for (YamlNode item : selection.list()) {
      choices.add(item.isMap() ? fields(item) : keywords(item, List.of()));
    }
    if (choices.isEmpty()) {
      throw selection.fault("selects nothing");
    }
    return Conditions.any(choices);
  }

  private EventCondition fields(YamlNode selection) {
    List<EventCondition> tests = new ArrayList<>();
    selection
        .map()
        .forEach(
            (key, value) -> {
              if (value.isMap() || value.list().stream().anyMatch(YamlNode::isMap)) {
                throw FieldCondition.notAValue(value);
              }
              List<String> modifiers = FieldCondition.modifiers(key, value);
              String name = key.split("\\|", -1)[0];
              tests.add(
                  name.isEmpty()
                      ? keywords(value, modifiers)
                      : new FieldCondition(value, map.field(name), modifiers, map, read).make());
            });
    if (tests.isEmpty()) {
      throw selection.fault("selects nothing");
    }
    return Conditions.all(tests);
  }

  private EventCondition keywords(YamlNode words, List<String> modifiers) {
    return new FieldCondition(words, null, modifiers, map, read).make();
  }
}
