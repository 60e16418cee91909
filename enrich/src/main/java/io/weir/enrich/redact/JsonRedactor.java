package io.weir.enrich.redact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.weir.ingest.event.Json;
import java.util.Map;
import java.util.Set;

/** Redacts every text, number and key of JSON; what a key says holds for all that is below it. */
final class JsonRedactor {
  private static final String FLAG = "--";

  /** Tells that an object is a JSON Web Key, and which of its members are secret (RFC 7518). */
  private static final String KEY_TYPE = "kty";

  private static final Set<String> KEY_PARTS = Set.of("d", "k", "p", "q", "dp", "dq", "qi");
  private static final KeyRule PRIVATE =
      new KeyRule(SensitiveClass.PRIVATE_KEY, KeyRule.Kind.ALWAYS);

  private static final String KEY_BEGINS = "-----BEGIN";
  private static final String KEY_LABEL = "PRIVATE KEY";
  private static final String KEY_ENDS = "-----END";
  private static final int MAX_KEY = 64;
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
      if (rule == null) {
        rule = ruleBeside(entry.getKey(), object);
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

  /** What other keys of the object say of the value under this one; null if they say nothing. */
  private KeyRule ruleBeside(String key, ObjectNode object) {
    int length = key.length();
    boolean input = SensitiveKeys.isInput(key, 0, length);
    if (input || SensitiveKeys.isValue(key, 0, length)) {
      return ruleOfName(object, input);
    }
    return object.has(KEY_TYPE) && KEY_PARTS.contains(key) ? PRIVATE : null;
  }

  /**
   * Of {@code {"name": "DB_PASSWORD", "value": "x"}} and the like; null if the name says nothing.
   *
   * @param input it is a validator that names a field
   */
  private KeyRule ruleOfName(ObjectNode object, boolean input) {
    KeyRule rule = null;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String key = entry.getKey();
      boolean named =
          SensitiveKeys.isName(key, 0, key.length())
              || (input && SensitiveKeys.isField(key, 0, key.length()));
      if (rule == null && named) {
        JsonNode name = entry.getValue();
        rule = keys.ruleOf((name.isArray() ? name.path(name.size() - 1) : name).asText());
      }
    }
    return rule;
  }

  /** An item may say what the next one is, and the lines of a key are items as well. */
  private ArrayNode array(ArrayNode array, KeyRule rule, String key, Redactions counts) {
    ArrayNode redacted = Json.MAPPER.createArrayNode();
    String before = "";
    boolean inKey = false;
    for (JsonNode item : array) {
      String text = item.isTextual() ? item.textValue() : "";
      KeyRule told = rule == null ? ruleOf(before, text, array.size()) : null;
      inKey |= text.contains(KEY_BEGINS) && text.contains(KEY_LABEL);
      redacted.add(node(item, inKey ? PRIVATE : told == null ? rule : told, key, counts));
      inKey &= !text.contains(KEY_ENDS);
      before = text;
    }
    return redacted;
  }

  /**
   * What an item says of the one behind it: as a flag, or as the first of a pair, where names may
   * stand beside each other too.
   */
  private KeyRule ruleOf(String item, String next, int size) {
    if (item.startsWith(FLAG) && item.indexOf('=') < 0) {
      return keys.ruleOf(item.substring(FLAG.length()));
    }
    KeyRule rule = item.isEmpty() || item.length() > MAX_KEY ? null : keys.ruleOf(item);
    boolean meant =
        rule != null && (Randomness.isRandom(next) || (size == 2 && WordDetector.isPassword(next)));
    return meant ? rule : null;
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
      boolean inherits = rule != null && rule.kind() == KeyRule.Kind.ALWAYS && !isSchema(object);
      return object(object, inherits ? rule : null, counts);
    }
    if (node instanceof ArrayNode array) {
      return array(array, rule, key, counts);
    }
    if (!node.isTextual() && !node.isNumber()) {
      return node;
    }
    String text = node.asText();
    boolean told =
        rule != null
            && !NoValue.is(text, 0, text.length())
            && !NoValue.isComplaint(text, 0, text.length())
            && rule.fits(text, false);
    String redacted =
        told
            ? texts.replace(rule.type(), text, counts)
            : key == null || !isNumber(text)
                ? texts.redact(text, counts)
                : texts.redactBehind(key + ": ", text, counts);
    if (told && !redacted.equals(text)) {
      counts.addTold(text, redacted);
    }
    return redacted.equals(text) ? node : TextNode.valueOf(redacted);
  }

  /** What {@code password} is in the description of an interface. */
  private static boolean isSchema(ObjectNode object) {
    return "string".equals(object.path("type").asText())
        && (object.has("format") || object.has("minLength") || object.has("description"));
  }

  private static String nameOf(String key, ObjectNode object) {
    if (!SensitiveKeys.isValue(key, 0, key.length())) {
      return key;
    }
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String name = entry.getKey();
      if (entry.getValue().isTextual() && SensitiveKeys.isName(name, 0, name.length())) {
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
