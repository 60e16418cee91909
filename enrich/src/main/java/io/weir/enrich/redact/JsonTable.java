package io.weir.enrich.redact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.Keywords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Names and values in parallel: an object with {@code "columns": ["login", "password"]} and {@code
 * "rows": [["jd", "x"]]}, or with {@code "names"} and {@code "values"}.
 */
final class JsonTable {
  private static final Keywords COLUMNS =
      Keywords.of(
          "columns",
          "cols",
          "headers",
          "header",
          "fields",
          "keys",
          "names",
          "labels",
          "titles",
          "columnnames");
  private static final Keywords ROWS =
      Keywords.of(
          "rows",
          "row",
          "values",
          "vals",
          "data",
          "records",
          "entries",
          "cells",
          "items",
          "tuples",
          "args",
          "params",
          "parameters");

  private final String columns;
  private final List<KeyRule> rules;

  private JsonTable(String columns, List<KeyRule> rules) {
    this.columns = columns;
    this.rules = rules;
  }

  /** The table that an object is; null if it is none, or no column is sensitive. */
  static JsonTable of(ObjectNode object, SensitiveKeys keys) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String key = entry.getKey();
      if (entry.getValue().isArray() && COLUMNS.precede(key, key.length())) {
        List<KeyRule> rules = new ArrayList<>();
        entry.getValue().forEach(column -> rules.add(rule(column, keys)));
        if (rules.stream().anyMatch(Objects::nonNull)) {
          return new JsonTable(key, rules);
        }
      }
    }
    return null;
  }

  /** Of a name, or of an object that has it. */
  private static KeyRule rule(JsonNode column, SensitiveKeys keys) {
    KeyRule rule = keys.ruleOf(column.isObject() ? column.path("name").asText() : column.asText());
    return rule == null || rule.kind() == KeyRule.Kind.NEVER ? null : rule;
  }

  /** True of the member that holds the rows. */
  boolean areRows(String key, JsonNode value) {
    return value instanceof ArrayNode array
        && !key.equals(columns)
        && ROWS.precede(key, key.length())
        && !JsonShapes.isCommand(array);
  }

  /** True if a row has as many cells as there are columns. */
  boolean fits(JsonNode row) {
    return row.isArray() && row.size() == rules.size();
  }

  /** What the name of a column says of its cells; null if it says nothing. */
  KeyRule rule(int column) {
    return rules.get(column);
  }
}
