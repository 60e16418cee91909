package io.weir.enrich.redact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.ingest.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Redacts every text, number and key of JSON; what a key says holds for all that is below it. */
final class JsonRedactor {
  private final SensitiveKeys keys;
  private final TextRedactor texts;
  private final JsonTexts values;

  JsonRedactor(SensitiveKeys keys, TextRedactor texts) {
    this.keys = keys;
    this.texts = texts;
    this.values = new JsonTexts(texts);
  }

  /**
   * The value without what the policy hides.
   *
   * @param rule what its key says of it, or null
   * @param key its key, or null
   */
  JsonNode node(JsonNode node, KeyRule rule, String key, RedactionTally counts) {
    if (node instanceof ObjectNode object) {
      // A name that says too little of a text says nothing of what is further down.
      boolean inherits =
          rule != null && rule.kind() == KeyRule.Kind.ALWAYS && JsonShapes.holdsValues(object);
      return object(object, inherits ? rule : null, counts);
    }
    if (node instanceof ArrayNode array) {
      return rule == null && JsonShapes.isCommand(array)
          ? arguments(array, key, counts)
          : array(array, rule, key, counts);
    }
    if (!node.isTextual() && !node.isNumber()) {
      return node;
    }
    String text = node.asText();
    return changed(node, text, values.redact(text, rule, key, counts));
  }

  private static JsonNode changed(JsonNode node, String text, String redacted) {
    return redacted.equals(text) ? node : TextNode.valueOf(redacted);
  }

  /**
   * The object without what the policy hides.
   *
   * @param inherited what a key further up says of everything below it, or null
   */
  ObjectNode object(ObjectNode object, KeyRule inherited, RedactionTally counts) {
    ObjectNode redacted = Json.MAPPER.createObjectNode();
    JsonNeighbours neighbours = new JsonNeighbours(object, keys);
    JsonTable table = inherited == null ? JsonTable.of(object, keys) : null;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String key = entry.getKey();
      JsonNode value = entry.getValue();
      KeyRule own = keys.ruleOf(key);
      KeyRule rule = own == null ? neighbours.ruleOf(key, value) : own;
      String free = free(texts.redact(key, counts), redacted);
      boolean inTable = table != null && rule == null && table.areRows(key, value);
      redacted.set(
          free,
          inTable
              ? rows((ArrayNode) value, table, counts)
              : node(value, stronger(rule, inherited), neighbours.nameOf(key), counts));
    }
    return redacted;
  }

  /** What is said of everything below a key, no key further down takes back. */
  private static KeyRule stronger(KeyRule rule, KeyRule inherited) {
    boolean own = rule != null && rule.kind() == KeyRule.Kind.ALWAYS;
    return own || inherited == null ? rule : inherited;
  }

  /** Two keys may have become one: both values are to stay. */
  static String free(String key, ObjectNode object) {
    if (!object.has(key)) {
      return key;
    }
    int number = object.size();
    while (object.has(key + '#' + number)) {
      number++;
    }
    return key + '#' + number;
  }

  private ArrayNode array(ArrayNode array, KeyRule rule, String key, RedactionTally counts) {
    ArrayNode redacted = Json.MAPPER.createArrayNode();
    JsonItems items = new JsonItems(keys, array.size() % 2 == 0);
    for (JsonNode item : array) {
      KeyRule own = items.ruleOfNext(item.isTextual() ? item.textValue() : "");
      boolean ownCounts = rule == null || JsonNeighbours.PRIVATE.equals(own);
      redacted.add(node(item, ownCounts ? own : rule, key, counts));
    }
    return redacted;
  }

  /** One row, or an array of them. */
  private ArrayNode rows(ArrayNode rows, JsonTable table, RedactionTally counts) {
    ArrayNode redacted = Json.MAPPER.createArrayNode();
    boolean one = table.fits(rows) && !table.fits(rows.path(0));
    for (int i = 0; i < rows.size(); i++) {
      JsonNode row = rows.get(i);
      redacted.add(
          one
              ? node(row, table.rule(i), null, counts)
              : table.fits(row)
                  ? rows((ArrayNode) row, table, counts)
                  : node(row, null, null, counts));
    }
    return redacted;
  }

  /** Each item as a part of the line, and as a value of its own. */
  private ArrayNode arguments(ArrayNode array, String key, RedactionTally counts) {
    List<Argument> arguments = new ArrayList<>();
    JsonItems items = new JsonItems(keys, array.size() == 2);
    for (JsonNode item : array) {
      String text = item.textValue();
      KeyRule rule = items.ruleOfNext(text);
      boolean whole = JsonTexts.isSecret(rule, text);
      arguments.add(new Argument(text, JsonTexts.before(key, text), whole ? rule.type() : null));
    }
    ArrayNode redacted = Json.MAPPER.createArrayNode();
    List<String> texts = this.texts.redactArguments(arguments, counts);
    for (int i = 0; i < texts.size(); i++) {
      redacted.add(changed(array.get(i), arguments.get(i).text(), texts.get(i)));
    }
    return redacted;
  }
}
