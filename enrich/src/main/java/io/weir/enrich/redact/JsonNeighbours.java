package io.weir.enrich.redact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.Passwords;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.SensitiveClass;
import java.util.Map;
import java.util.Set;

/**
 * What the keys of an object say of the values under its other keys. They are looked for when it is
 * first asked, at most once. Not thread-safe.
 */
final class JsonNeighbours {
  /** Shows that an object is a JSON Web Key, and which of its members are secret (RFC 7518). */
  private static final String KEY_TYPE = "kty";

  private static final Set<String> KEY_PARTS = Set.of("d", "k", "p", "q", "dp", "dq", "qi");

  /** Of a private key, whatever is under its name. */
  static final KeyRule PRIVATE = new KeyRule(SensitiveClass.PRIVATE_KEY, KeyRule.Kind.ALWAYS);

  private final ObjectNode object;
  private final SensitiveKeys keys;
  private boolean looked;
  private String name;
  private String label;
  private KeyRule nameRule;
  private KeyRule labelRule;
  private KeyRule fieldRule;

  JsonNeighbours(ObjectNode object, SensitiveKeys keys) {
    this.object = object;
    this.keys = keys;
  }

  /** What other keys of the object say of the value under this one; null if they say nothing. */
  KeyRule ruleOf(String key, JsonNode value) {
    int length = key.length();
    if (SensitiveKeys.isInput(key, 0, length)) {
      return ruleOfField();
    }
    if (SensitiveKeys.isValue(key, 0, length)) {
      return ruleOfName(value);
    }
    return object.has(KEY_TYPE) && KEY_PARTS.contains(key) ? PRIVATE : null;
  }

  /** The key that says most of a value: of a pair the name, and not the key {@code value}. */
  String nameOf(String key) {
    if (!SensitiveKeys.isValue(key, 0, key.length())) {
      return key;
    }
    look();
    return name != null ? name : label != null ? label : key;
  }

  /** Of {@code {"name": "DB_PASSWORD", "value": "x"}} and the like. */
  private KeyRule ruleOfName(JsonNode value) {
    look();
    // An id or a label can be of anything: the value has to look like one that is meant.
    boolean meant = Passwords.looksLikeOne(value.asText()) && value.asText().indexOf(' ') < 0;
    return nameRule == null && meant ? labelRule : nameRule;
  }

  /** Of {@code {"field": "password", "rejectedValue": "x"}}. */
  private KeyRule ruleOfField() {
    look();
    return nameRule == null ? fieldRule : nameRule;
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
      } else {
        lookAtOther(key, node);
      }
    }
  }

  private void lookAtOther(String key, JsonNode node) {
    if (SensitiveKeys.isField(key, 0, key.length())) {
      fieldRule = fieldRule == null ? ruleOfLast(node) : fieldRule;
    }
    if (SensitiveKeys.isLabel(key, 0, key.length())) {
      label = label == null && node.isTextual() ? node.textValue() : label;
      labelRule = labelRule == null ? ruleOfLast(node) : labelRule;
    }
  }

  private KeyRule ruleOfLast(JsonNode node) {
    return keys.ruleOf((node.isArray() ? node.path(node.size() - 1) : node).asText());
  }
}
