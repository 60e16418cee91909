package io.weir.enrich.redact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.ObjectValues;
import io.weir.enrich.redact.key.Passwords;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.key.ValueExclusions;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Entropy;
import io.weir.enrich.redact.scan.Keywords;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.ingest.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Redacts every text, number and key of JSON; what a key says holds for all that is below it. */
final class JsonRedactor {
  private static final String FLAG = "--";

  /** Members of a JSON Schema that bring no value. */
  private static final Keywords SCHEMA =
      Keywords.of(
          "type",
          "format",
          "minlength",
          "maxlength",
          "description",
          "pattern",
          "title",
          "writeonly");

  /** Shows that an object is a JSON Web Key, and which of its members are secret (RFC 7518). */
  private static final String KEY_TYPE = "kty";

  private static final Set<String> KEY_PARTS = Set.of("d", "k", "p", "q", "dp", "dq", "qi");
  private static final KeyRule PRIVATE =
      new KeyRule(SensitiveClass.PRIVATE_KEY, KeyRule.Kind.ALWAYS);

  private static final String KEY_BEGINS = "-----BEGIN";
  private static final String KEY_LABEL = "PRIVATE KEY";
  private static final String KEY_ENDS = "-----END";
  private static final int MAX_KEY = 64;
  private static final Keywords CODES = Keywords.of("postcode", "postal", "zip", "brp", "permit");
  private static final int MIN_CODE = 5;
  private static final int MAX_CODE = 10;
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
  ObjectNode object(ObjectNode object, KeyRule inherited, RedactionTally counts) {
    ObjectNode redacted = Json.MAPPER.createObjectNode();
    Neighbours neighbours = new Neighbours(object);
    JsonTable table = inherited == null ? JsonTable.of(object, keys) : null;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      KeyRule rule = keys.ruleOf(entry.getKey());
      if (rule == null) {
        rule = ruleOfNeighbour(entry.getKey(), object, neighbours);
      }
      // Of a pair the name says more than the key "value".
      String key = entry.getKey();
      boolean isValue = SensitiveKeys.isValue(key, 0, key.length());
      String named = isValue && neighbours.name() != null ? neighbours.name() : key;
      String hidden = texts.redact(key, counts);
      JsonNode value = entry.getValue();
      boolean inTable = table != null && rule == null && JsonTable.areRows(key, value);
      redacted.set(
          free(hidden, redacted),
          inTable
              ? rows((ArrayNode) value, table, counts)
              : node(value, stronger(rule, inherited), named, counts));
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

  /** What other keys of the object say of the value under this one; null if they say nothing. */
  private KeyRule ruleOfNeighbour(String key, ObjectNode object, Neighbours neighbours) {
    int length = key.length();
    if (SensitiveKeys.isInput(key, 0, length)) {
      return neighbours.ruleOfField();
    }
    if (SensitiveKeys.isValue(key, 0, length)) {
      return neighbours.ruleOfName();
    }
    return object.has(KEY_TYPE) && KEY_PARTS.contains(key) ? PRIVATE : null;
  }

  /** The keys of an object that name what is under others, looked for at most once. */
  private final class Neighbours {
    private final ObjectNode object;
    private boolean looked;
    private String name;
    private KeyRule nameRule;
    private KeyRule fieldRule;

    Neighbours(ObjectNode object) {
      this.object = object;
    }

    /** Of {@code {"name": "DB_PASSWORD", "value": "x"}} and the like; null if it says nothing. */
    KeyRule ruleOfName() {
      look();
      return nameRule;
    }

    /** Of {@code {"field": "password", "rejectedValue": "x"}}; null if it says nothing. */
    KeyRule ruleOfField() {
      look();
      return nameRule == null ? fieldRule : nameRule;
    }

    /** The text under the first such key, or null. */
    String name() {
      look();
      return name;
    }

    private void look() {
      if (looked) {
        return;
      }
      looked = true;
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        String key = entry.getKey();
        JsonNode node = entry.getValue();
        if (SensitiveKeys.isName(key, 0, key.length())) {
          name = name == null && node.isTextual() ? node.textValue() : name;
          nameRule = nameRule == null ? ruleOfLast(node) : nameRule;
        } else if (SensitiveKeys.isField(key, 0, key.length())) {
          fieldRule = fieldRule == null ? ruleOfLast(node) : fieldRule;
        }
      }
    }

    private KeyRule ruleOfLast(JsonNode node) {
      return keys.ruleOf((node.isArray() ? node.path(node.size() - 1) : node).asText());
    }
  }

  /** An item may say what the next one is, and the lines of a key are items as well. */
  private ArrayNode array(ArrayNode array, KeyRule rule, String key, RedactionTally counts) {
    if (rule == null && isCommand(array)) {
      return arguments(array, key, counts);
    }
    ArrayNode redacted = Json.MAPPER.createArrayNode();
    String before = "";
    boolean inKey = false;
    for (JsonNode item : array) {
      String text = item.isTextual() ? item.textValue() : "";
      boolean paired = array.size() % 2 == 0 && redacted.size() % 2 == 1;
      KeyRule own = rule == null ? ruleOf(before, text, paired) : null;
      inKey |= text.contains(KEY_BEGINS) && text.contains(KEY_LABEL);
      redacted.add(node(item, inKey ? PRIVATE : own == null ? rule : own, key, counts));
      inKey &= !text.contains(KEY_ENDS);
      before = text;
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

  /** Texts, one of which is an option. */
  private static boolean isCommand(ArrayNode array) {
    boolean option = false;
    for (JsonNode item : array) {
      if (!item.isTextual() || item.textValue().startsWith(KEY_BEGINS)) {
        return false;
      }
      option |= item.textValue().startsWith("-");
    }
    return option;
  }

  /** Each item as a part of the line, and as a value of its own. */
  private ArrayNode arguments(ArrayNode array, String key, RedactionTally counts) {
    List<String> items = new ArrayList<>();
    array.forEach(item -> items.add(item.textValue()));
    List<String> line = texts.redactArguments(items, counts);
    ArrayNode redacted = Json.MAPPER.createArrayNode();
    String before = "";
    for (int i = 0; i < items.size(); i++) {
      String item = items.get(i);
      JsonNode alone = node(array.get(i), ruleOf(before, item, items.size() == 2), key, counts);
      redacted.add(line.get(i).equals(item) ? alone : TextNode.valueOf(line.get(i)));
      before = item;
    }
    return redacted;
  }

  /**
   * What an item says of the next: as a flag, or as the first of a pair, where names may be next to
   * each other too.
   *
   * @param paired the items may be names and values in turns
   */
  private KeyRule ruleOf(String item, String next, boolean paired) {
    if (item.startsWith(FLAG) && item.indexOf('=') < 0) {
      return keys.ruleOf(item.substring(FLAG.length()));
    }
    KeyRule rule = item.isEmpty() || item.length() > MAX_KEY ? null : keys.ruleOf(item);
    boolean meant =
        rule != null && (Entropy.isRandom(next) || (paired && Passwords.looksLikeOne(next)));
    return meant ? rule : null;
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
          rule != null
              && rule.kind() == KeyRule.Kind.ALWAYS
              && !isSchema(object)
              && !isReference(object);
      return object(object, inherits ? rule : null, counts);
    }
    if (node instanceof ArrayNode array) {
      return array(array, rule, key, counts);
    }
    if (!node.isTextual() && !node.isNumber()) {
      return node;
    }
    String text = node.asText();
    boolean secret =
        rule != null
            && !ValueExclusions.isNothing(text, 0, text.length())
            && !ValueExclusions.isComplaint(text, 0, text.length())
            && rule.fits(text, false);
    String redacted =
        secret
            ? texts.replace(rule.type(), text, counts)
            : Queries.is(key, text)
                ? texts.redactAfter("?", text, counts)
                : key == null || !(isNumber(text) || isCode(key, text))
                    ? texts.redact(text, counts)
                    : texts.redactAfter(key + ": ", text, counts);
    return redacted.equals(text) ? node : TextNode.valueOf(redacted);
  }

  /** What {@code password} is in the description of an interface. */
  private static boolean isSchema(ObjectNode object) {
    boolean schema = "string".equals(object.path("type").asText()) && object.size() > 1;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String key = entry.getKey();
      schema &= SCHEMA.contains(key, 0, key.length());
    }
    return schema;
  }

  /** The key may say of a short text what it is, as {@code postcode} does. */
  private static boolean isCode(String key, String text) {
    return text.length() >= MIN_CODE
        && text.length() <= MAX_CODE
        && CODES.precede(key, key.length());
  }

  private static boolean isReference(ObjectNode object) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (ObjectValues.isReference(entry.getKey())) {
        return true;
      }
    }
    return false;
  }

  /** Few letters, many digits: the word before it may say what it is. */
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
