package io.weir.ingest.parse.custom;

import io.weir.ingest.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Examples of lines that come at once, {@code lines}, with the number of {@code events} of them.
 */
final class JoinExamples {
  static final String LINES = "lines";
  private static final String EVENTS = "events";
  private static final Set<String> KEYS = Set.of(LINES, EVENTS);

  private JoinExamples() {}

  /**
   * Whether they have the form of examples.
   *
   * @param examples null if there are none
   */
  static void check(YamlNode examples, FirstLine rule) {
    if (examples != null) {
      examples.list().forEach(example -> check(example.map(KEYS), example, rule));
    }
  }

  static void check(Map<String, YamlNode> keys, YamlNode example, FirstLine rule) {
    if (rule == null) {
      throw example.fault("lines are joined only by a 'first_line'");
    }
    if (!keys.containsKey(LINES) || !keys.containsKey(EVENTS)) {
      throw example.fault("an example has 'lines' and says how many 'events' they are");
    }
    texts(keys.get(LINES));
    keys.get(EVENTS).number();
  }

  static List<String> failures(YamlNode examples, FirstLine rule) {
    List<String> failures = new ArrayList<>();
    if (examples != null) {
      examples.list().forEach(example -> compare(example.map(), example, rule, failures));
    }
    return failures;
  }

  static void compare(
      Map<String, YamlNode> keys, YamlNode example, FirstLine rule, List<String> failures) {
    int events = rule.events(texts(keys.get(LINES)));
    if (events != keys.get(EVENTS).number()) {
      failures.add(
          "%s: the lines are %d events, not %s"
              .formatted(example.place(), events, keys.get(EVENTS).text()));
    }
  }

  private static List<String> texts(YamlNode lines) {
    return lines.list().stream().map(YamlNode::text).toList();
  }
}
