package io.weir.enrich.redact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.weir.ingest.event.Json;
import java.util.Map;

/** Redacts every text, number and key of JSON; what a key says holds for all that is below it. */
final class JsonRedactor {
  private static final String FLAG = "--";

  private static final int MIN_NUMBER = 6;
  private static final int MAX_NUMBER = 40;

  private final SensitiveKeys keys;
  private final TextRedactor texts;

  JsonRedactor(SensitiveKeys keys, TextRedactor texts) {
    this.keys = keys;
    this.texts = texts;
  }

  /**
   * The object without what the policy hides.
   *
   * @param inherited what a key further up says of everything below it, or null
   */
  ObjectNode object(ObjectNode object, KeyRule inherited, Redactions counts) {
    ObjectNode redacted = Json.MAPPER.createObjectNode();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      KeyRule rule = keys.ruleOf(entry.getKey());
      if (rule == null && SensitiveKeys.isValue(entry.getKey())) {
        rule = ruleOfName(object);
      }
      // Of a pair the name says more than the key "value".
      String named = nameOf(entry.getKey(), object);
      String key = texts.redact(entry.getKey(), counts);
      redacted.set(
          redacted.has(key) ? free(key, redacted) : key,
          node(entry.getValue(), stronger(rule, inherited), named, counts));
    }
    return redacted;
  }

  /** What is said of everything below a key, no key further down takes back. */
  private static KeyRule stronger(KeyRule rule, KeyRule inherited) {
    boolean own = rule != null && rule.kind() == KeyRule.Kind.ALWAYS;
    return own || inherited == null ? rule : inherited;
  }

  /** Two keys may have become one: both values are to stay. */
  private static String free(String key, ObjectNode object) {
    int number = object.size();
    while (object.has(key + '#' + number)) {
      number++;
    }
    return key + '#' + number;
  }

  /**
   * Of {@code {"name": "DB_PASSWORD", "value": "x"}} and the like; null if the name says nothing.
   */
  private KeyRule ruleOfName(ObjectNode object) {
    KeyRule rule = null;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (rule == null && entry.getValue().isTextual() && SensitiveKeys.isName(entry.getKey())) {
        rule = keys.ruleOf(entry.getValue().textValue());
      }
    }
    return rule;
  }

  /** An argument of a command may say what the next one is. */
  private ArrayNode array(ArrayNode array, KeyRule rule, String key, Redactions counts) {
    ArrayNode redacted = Json.MAPPER.createArrayNode();
    JsonNode before = null;
    for (JsonNode item : array) {
      KeyRule told = before == null || rule != null ? null : ruleOfFlag(before);
      redacted.add(node(item, told == null ? rule : told, key, counts));
      before = item;
    }
    return redacted;
  }

  private KeyRule ruleOfFlag(JsonNode item) {
    String text = item.isTextual() ? item.textValue() : "";
    return text.startsWith(FLAG) && text.indexOf('=') < 0
        ? keys.ruleOf(text.substring(FLAG.length()))
        : null;
  }

  /**
   * The value without what the policy hides.
   *
   * @param rule what its key says of it, or null
   * @param key its key, or null
   */
  JsonNode node(JsonNode node, KeyRule rule, String key, Redactions counts) {
    if (node instanceof ObjectNode object) {
      // A name that says too little of a text says nothing of what is further down.
      boolean inherits = rule != null && rule.kind() == KeyRule.Kind.ALWAYS;
      return object(object, inherits ? rule : null, counts);
    }
    if (node instanceof ArrayNode array) {
      return array(array, rule, key, counts);
    }
    if (!node.isTextual() && !node.isNumber()) {
      return node;
    }
    String text = node.asText();
    String redacted =
        rule != null && !Values.isNothing(text, 0, text.length()) && rule.fits(text, false)
            ? texts.replace(rule.type(), text, counts)
            : key == null || !isNumber(text)
                ? texts.redact(text, counts)
                : texts.redactBehind(key + ": ", text, counts);
    return redacted.equals(text) ? node : TextNode.valueOf(redacted);
  }

  private static String nameOf(String key, ObjectNode object) {
    if (!SensitiveKeys.isValue(key)) {
      return key;
    }
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (entry.getValue().isTextual() && SensitiveKeys.isName(entry.getKey())) {
        return entry.getValue().textValue();
      }
    }
    return key;
  }

  /** Few letters, many digits: what it is the word before it may tell. */
  private static boolean isNumber(String text) {
    if (text.length() < MIN_NUMBER || text.length() > MAX_NUMBER) {
      return false;
    }
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      digits += Chars.isDigit(text.charAt(i)) ? 1 : 0;
    }
    return digits >= MIN_NUMBER && 2 * digits >= text.length();
  }
}
