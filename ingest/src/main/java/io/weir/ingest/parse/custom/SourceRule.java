package io.weir.ingest.parse.custom;

import io.weir.ingest.address.Cidr;
import io.weir.ingest.address.Networks;
import io.weir.ingest.event.Field;
import io.weir.ingest.parse.database.LogLinePrefix;
import io.weir.ingest.parse.line.LogSource;
import io.weir.ingest.transform.Glob;
import io.weir.ingest.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of the lines of some sources.
 *
 * @param namespace a name, in which an asterisk matches any characters; null for all
 * @param app likewise
 * @param container likewise
 * @param format the name of a format, or null for recognition
 * @param prefix of the lines of a PostgreSQL server, or null
 * @param zone of times that name none, or null for UTC
 * @param proxies whose word on where a request came from is taken, or null if the rule says nothing
 * @param firstLine how the events of the sources begin, or null if the rule says nothing
 */
public record SourceRule(
    String namespace,
    String app,
    String container,
    String format,
    LogLinePrefix prefix,
    ZoneId zone,
    Networks proxies,
    FirstLine firstLine) {
  private static final String EXAMPLES = "examples";
  private static final String PROXIES = "trusted_proxies";
  private static final String PREFIX = "log_line_prefix";
  private static final Set<String> KEYS =
      Set.of(
          "namespace",
          "app",
          "container",
          "format",
          PREFIX,
          "zone",
          PROXIES,
          FirstLine.KEY,
          EXAMPLES);

  /** As Caddy calls them. */
  private static final String PRIVATE = "private_ranges";

  /** The rule that a document describes; a fault names file, line and reason. */
  public static SourceRule read(YamlNode node) {
    Map<String, YamlNode> keys = node.map(KEYS);
    SourceRule rule =
        new SourceRule(
            text(keys, "namespace"),
            text(keys, "app"),
            text(keys, "container"),
            text(keys, "format"),
            keys.containsKey(PREFIX) ? prefix(keys.get(PREFIX)) : null,
            keys.containsKey("zone") ? zone(keys.get("zone")) : null,
            keys.containsKey(PROXIES) ? networks(keys.get(PROXIES)) : null,
            keys.containsKey(FirstLine.KEY) ? FirstLine.read(keys.get(FirstLine.KEY)) : null);
    if (rule.format != null && rule.prefix != null) {
      throw node.fault("has 'format' and 'log_line_prefix', which says the format");
    }
    if (rule.format == null
        && rule.prefix == null
        && rule.zone == null
        && rule.proxies == null
        && rule.firstLine == null) {
      throw node.fault(
          "says none of 'format', 'log_line_prefix', 'zone', 'trusted_proxies', 'first_line'");
    }
    JoinExamples.check(keys.get(EXAMPLES), rule.firstLine);
    return rule;
  }

  /** What is wrong with the examples of a rule, one sentence each with file and line. */
  public static List<String> failures(YamlNode node) {
    return JoinExamples.failures(node.map().get(EXAMPLES), read(node).firstLine);
  }

  /** How many examples a rule has. */
  public static int examples(YamlNode node) {
    YamlNode examples = node.map().get(EXAMPLES);
    return examples == null ? 0 : examples.list().size();
  }

  private static String text(Map<String, YamlNode> keys, String key) {
    return keys.containsKey(key) ? keys.get(key).text() : null;
  }

  private static LogLinePrefix prefix(YamlNode node) {
    try {
      return LogLinePrefix.of(node.text());
    } catch (IllegalArgumentException e) {
      throw node.fault(e.getMessage());
    }
  }

  private static Networks networks(YamlNode node) {
    Networks all = Networks.NONE;
    for (YamlNode item : node.list()) {
      all = all.and(item.text().equals(PRIVATE) ? Networks.PRIVATE : network(item));
    }
    return all;
  }

  /** A network, or one address. */
  private static Networks network(YamlNode node) {
    String text = node.text();
    String network =
        text.indexOf('/') >= 0 ? text : text + (text.indexOf(':') < 0 ? "/32" : "/128");
    return Cidr.parse(network)
        .map(cidr -> new Networks(List.of(cidr)))
        .orElseThrow(
            () ->
                node.fault(
                    "'%s' is no network such as 10.0.0.0/8 or 2001:db8::/32, nor %s"
                        .formatted(text, PRIVATE)));
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

  private static boolean matches(String pattern, String name) {
    return pattern == null || (name != null && new Glob(pattern).matches(name));
  }
}
