package io.weir.dashboards;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Every query of the dashboards and of the rules, ready to be sent to a Prometheus or a Loki. For
 * tests: that all of them parse, and that a running pipeline has the metrics they ask for.
 */
public final class Queries {
  /** What Grafana puts in when it asks over a range of hours. */
  private static final String INTERVAL = "5m";

  private static final List<String> DASHBOARDS =
      List.of(
          "grafana/cost.json",
          "grafana/infrastructure.json",
          "grafana/logs.json",
          "grafana/pipeline.json",
          "grafana/security.json",
          "grafana/slo.json");
  private static final List<String> RULES =
      List.of("rules/applications.yaml", "rules/pipeline.yaml", "rules/sources.yaml");

  /**
   * One query.
   *
   * @param file as it is called in this module
   * @param title of the panel, or the name of the alert or of what is recorded
   * @param kind the type of the panel, {@code alert} or {@code record}
   * @param legend the name of a series, with labels as {@code {{label}}}; may be empty
   * @param expression in PromQL or LogQL, without variables
   */
  public record Query(String file, String title, String kind, String legend, String expression) {}

  private Queries() {}

  /** The files of all dashboards, as the class path has them under {@code /weir-dashboards/}. */
  public static List<String> dashboards() {
    return DASHBOARDS;
  }

  /** The files of all rules, named in the same way. */
  public static List<String> rules() {
    return RULES;
  }

  /** All files that a cluster needs: dashboards and rules. */
  public static List<String> files() {
    return Stream.concat(DASHBOARDS.stream(), RULES.stream()).toList();
  }

  /**
   * The queries of all panels that ask a Prometheus, with the variables at what they are when a
   * dashboard is opened.
   */
  public static List<Query> ofPanels() {
    return ofPanels("prometheus");
  }

  /** The same of those that ask a Loki. */
  public static List<Query> ofLogPanels() {
    return ofPanels("loki");
  }

  private static List<Query> ofPanels(String source) {
    List<Query> queries = new ArrayList<>();
    for (String file : DASHBOARDS) {
      Map<?, ?> dashboard = load(file);
      for (Map<?, ?> panel : maps(dashboard, "panels")) {
        for (Map<?, ?> target : maps(panel, "targets")) {
          if (text((Map<?, ?>) target.get("datasource"), "type").equals(source)) {
            queries.add(
                new Query(
                    file,
                    text(panel, "title"),
                    text(panel, "type"),
                    text(target, "legendFormat"),
                    substitute(text(target, "expr"), dashboard)));
          }
        }
      }
    }
    return queries;
  }

  /** The expressions of all alerts. */
  public static List<Query> ofAlerts() {
    return ofRules("alert");
  }

  /** The expressions of all that is recorded under a name of its own. */
  public static List<Query> ofRecordings() {
    return ofRules("record");
  }

  private static List<Query> ofRules(String kind) {
    List<Query> queries = new ArrayList<>();
    for (String file : RULES) {
      for (Map<?, ?> group : maps(load(file), "groups")) {
        for (Map<?, ?> rule : maps(group, "rules")) {
          if (rule.containsKey(kind)) {
            queries.add(new Query(file, text(rule, kind), kind, "", text(rule, "expr")));
          }
        }
      }
    }
    return queries;
  }

  /** A dashboard or a rules file as nested maps and lists; JSON is YAML too. */
  static Map<?, ?> load(String file) {
    try (InputStream in = Queries.class.getResourceAsStream("/weir-dashboards/" + file)) {
      return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Map<?, ?>> maps(Map<?, ?> map, String key) {
    List<Map<?, ?>> maps = new ArrayList<>();
    if (map.get(key) instanceof List<?> list) {
      list.forEach(item -> maps.add((Map<?, ?>) item));
    }
    return maps;
  }

  static String text(Map<?, ?> map, String key) {
    return map.get(key) instanceof String text ? text : "";
  }

  private static String substitute(String expression, Map<?, ?> dashboard) {
    String result = expression.replace("$__rate_interval", INTERVAL).replace("$__auto", INTERVAL);
    for (Map<?, ?> variable : maps((Map<?, ?>) dashboard.get("templating"), "list")) {
      boolean isText = text(variable, "type").equals("textbox");
      String all = text(variable, "allValue");
      if (isText || !all.isEmpty()) {
        result = result.replace("$" + text(variable, "name"), all);
      }
    }
    return result;
  }
}
