package io.weir.dashboards;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Every query of the dashboards and of the alerts, ready to be sent to a Prometheus. For tests:
 * that all of them parse, and that a running pipeline has the metrics they ask for.
 */
public final class Queries {
  /** What Grafana puts in when it asks over a range of hours. */
  private static final String RATE_INTERVAL = "5m";

  private static final List<String> DASHBOARDS = List.of("grafana/pipeline.json");
  private static final List<String> RULES = List.of("rules/pipeline.yaml");

  /**
   * One query.
   *
   * @param file as it is called in this module
   * @param title of the panel, or the name of the alert
   * @param expression in PromQL, without variables
   */
  public record Query(String file, String title, String expression) {}

  private Queries() {}

  /** The queries of all panels, with the variables at what they are when a dashboard is opened. */
  public static List<Query> ofPanels() {
    List<Query> queries = new ArrayList<>();
    for (String file : DASHBOARDS) {
      Map<?, ?> dashboard = load(file);
      for (Map<?, ?> panel : maps(dashboard, "panels")) {
        for (Map<?, ?> target : maps(panel, "targets")) {
          String expression = substitute(text(target, "expr"), dashboard);
          queries.add(new Query(file, text(panel, "title"), expression));
        }
      }
    }
    return queries;
  }

  /** The expressions of all alerts. */
  public static List<Query> ofAlerts() {
    List<Query> queries = new ArrayList<>();
    for (String file : RULES) {
      for (Map<?, ?> group : maps(load(file), "groups")) {
        for (Map<?, ?> rule : maps(group, "rules")) {
          queries.add(new Query(file, text(rule, "alert"), text(rule, "expr")));
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
    String result = expression.replace("$__rate_interval", RATE_INTERVAL);
    for (Map<?, ?> variable : maps((Map<?, ?>) dashboard.get("templating"), "list")) {
      String all = text(variable, "allValue");
      result = all.isEmpty() ? result : result.replace("$" + text(variable, "name"), all);
    }
    return result;
  }
}
