package io.weir.ingest.transform;

import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.topic.Store;
import io.weir.ingest.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One transform: for which events it is, and what it does to them.
 *
 * @param conditions all of which an event has to meet
 * @param dropEvent the name by which events that are not wanted are counted, or null
 * @param route the stores that the event is for, or null if each store's policy decides
 * @param renames in their order; a target that has a value keeps it, and its source too
 * @param additions of texts; they replace what is there
 * @param drops what is left out
 */
record TransformRule(
    List<Condition> conditions,
    String dropEvent,
    List<String> route,
    List<Rename> renames,
    List<Addition> additions,
    List<Target> drops) {
  private static final String DROP_EVENT = "drop_event";
  private static final String ROUTE = "route";

  private static final Map<String, String> SELECTORS =
      Map.of(
          "namespace", "kubernetes.namespace",
          "app", "service.name",
          "container", "container.name",
          "format", "weir.format");

  private static final Set<String> KEYS =
      Set.of(
          "namespace",
          "app",
          "container",
          "format",
          "when",
          DROP_EVENT,
          ROUTE,
          "rename",
          "add",
          "drop");

  private static final int MAX_TEXT = 1_024;

  /** A value that an event has to have; an asterisk matches any characters. */
  record Condition(Target target, Glob glob) {}

  /** A value that moves. */
  record Rename(Target from, Target to) {}

  /** A text that events get. */
  record Addition(Target target, String text) {}

  /** The rule that a node describes; a fault names file, line and reason. */
  static TransformRule read(YamlNode node) {
    Map<String, YamlNode> keys = node.map(KEYS);
    List<Condition> conditions = new ArrayList<>();
    SELECTORS.forEach(
        (key, field) -> {
          if (keys.containsKey(key)) {
            conditions.add(new Condition(Target.read(field, node), glob(keys.get(key))));
          }
        });
    map(keys.get("when"))
        .forEach(
            (name, value) -> conditions.add(new Condition(Target.read(name, value), glob(value))));
    TransformRule rule =
        new TransformRule(
            List.copyOf(conditions),
            keys.containsKey(DROP_EVENT) ? name(keys.get(DROP_EVENT)) : null,
            keys.containsKey(ROUTE) ? route(keys.get(ROUTE)) : null,
            map(keys.get("rename")).entrySet().stream().map(TransformRule::rename).toList(),
            map(keys.get("add")).entrySet().stream().map(TransformRule::addition).toList(),
            drops(keys.get("drop")));
    boolean changes =
        rule.route != null
            || !(rule.renames.isEmpty() && rule.additions.isEmpty() && rule.drops.isEmpty());
    if (changes == (rule.dropEvent != null)) {
      throw node.fault(
          changes
              ? "an event that is dropped has no fields to change"
              : "says none of 'drop_event', 'route', 'rename', 'add', 'drop'");
    }
    if (rule.dropEvent != null && conditions.isEmpty()) {
      throw node.fault("would drop every event: say which, with 'when' or a source");
    }
    return rule;
  }

  private static Map<String, YamlNode> map(YamlNode node) {
    return node == null ? Map.of() : node.map();
  }

  private static Glob glob(YamlNode node) {
    return new Glob(node.text());
  }

  private static String name(YamlNode node) {
    if (!node.text().matches("[a-z][a-z0-9_]{0,39}")) {
      throw node.fault("is counted under a name of small letters, digits and _, at most 40");
    }
    return node.text();
  }

  private static List<String> route(YamlNode node) {
    List<String> stores = node.list().stream().map(YamlNode::text).distinct().toList();
    if (stores.isEmpty()) {
      throw node.fault("names no store: an event that is for none is dropped, by 'drop_event'");
    }
    for (String store : stores) {
      if (Store.named(store).isEmpty()) {
        throw node.fault(
            "'" + store + "' is no store; known are " + String.join(", ", Store.names()));
      }
    }
    return stores;
  }

  private static Rename rename(Map.Entry<String, YamlNode> entry) {
    YamlNode node = entry.getValue();
    return new Rename(Target.changeable(entry.getKey(), node), Target.settable(node.text(), node));
  }

  private static Addition addition(Map.Entry<String, YamlNode> entry) {
    YamlNode node = entry.getValue();
    if (node.text().isEmpty() || node.text().length() > MAX_TEXT) {
      throw node.fault("must be a text of 1 to " + MAX_TEXT + " characters");
    }
    Target target = Target.settable(entry.getKey(), node);
    if (!target.set(new Fields(), node.text())) {
      throw node.fault("'" + entry.getKey() + "' takes no such value");
    }
    return new Addition(target, node.text());
  }

  private static List<Target> drops(YamlNode node) {
    return node == null
        ? List.of()
        : node.list().stream().map(item -> Target.changeable(item.text(), item)).toList();
  }

  boolean isFor(Event event) {
    for (Condition condition : conditions) {
      String text = condition.target().text(event);
      if (text == null || !condition.glob().matches(text)) {
        return false;
      }
    }
    return true;
  }

  /** Changes the fields of an event that the rule is for. */
  void change(Fields fields) {
    for (Rename rename : renames) {
      String value = rename.from().text(fields);
      if (value != null && rename.to().text(fields) == null && rename.to().set(fields, value)) {
        rename.from().remove(fields);
      }
    }
    if (route != null) {
      fields.remove(Field.WEIR_ROUTE).put(Field.WEIR_ROUTE, route);
    }
    additions.forEach(addition -> addition.target().set(fields, addition.text()));
    drops.forEach(target -> target.remove(fields));
  }
}
