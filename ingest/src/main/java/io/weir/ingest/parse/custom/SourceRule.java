package io.weir.ingest.parse.custom;

import io.weir.ingest.event.Field;
import io.weir.ingest.parse.line.LogSource;
import io.weir.ingest.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/**
 * Which format and zone the lines of some sources have.
 *
 * @param namespace a name, in which an asterisk matches any characters; null for all
 * @param app likewise
 * @param container likewise
 * @param format the name of a format, or null for recognition
 * @param zone of times that name none, or null for UTC
 */
public record SourceRule(
    String namespace, String app, String container, String format, ZoneId zone) {
  private static final Set<String> KEYS = Set.of("namespace", "app", "container", "format", "zone");

  /** The rule that a document describes; a fault names file, line and reason. */
  public static SourceRule read(YamlNode node) {
    Map<String, YamlNode> keys = node.map(KEYS);
    SourceRule rule =
        new SourceRule(
            text(keys, "namespace"),
            text(keys, "app"),
            text(keys, "container"),
            text(keys, "format"),
            keys.containsKey("zone") ? zone(keys.get("zone")) : null);
    if (rule.format == null && rule.zone == null) {
      throw node.fault("says neither 'format' nor 'zone'");
    }
    return rule;
  }

  private static String text(Map<String, YamlNode> keys, String key) {
    return keys.containsKey(key) ? keys.get(key).text() : null;
  }

  /** A zone by its name in the IANA database, or an offset. */
  static ZoneId zone(YamlNode node) {
    try {
      return ZoneId.of(node.text());
    } catch (DateTimeException e) {
      throw node.fault("there is no zone '" + node.text() + "'");
    }
  }

  /** Whether the rule is for the lines of a source. */
  public boolean isFor(LogSource source) {
    return matches(namespace, source.origin().text(Field.KUBERNETES_NAMESPACE))
        && matches(container, source.origin().text(Field.CONTAINER_NAME))
        && (app == null || matches(app, source.app()));
  }

  /** The longest stretch of a name that fits between two asterisks is never taken back. */
  private static boolean matches(String pattern, String name) {
    if (pattern == null) {
      return true;
    }
    if (name == null) {
      return false;
    }
    String[] parts = pattern.split("\\*", -1);
    if (parts.length == 1) {
      return pattern.equals(name);
    }
    String last = parts[parts.length - 1];
    int at = parts[0].length();
    if (!name.startsWith(parts[0]) || !name.endsWith(last)) {
      return false;
    }
    for (int i = 1; i < parts.length - 1; i++) {
      int found = name.indexOf(parts[i], at);
      if (found < 0) {
        return false;
      }
      at = found + parts[i].length();
    }
    return at <= name.length() - last.length();
  }
}
