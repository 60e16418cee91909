package io.weir.enrich.redact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.ingest.event.Field;
import io.weir.ingest.parse.FieldAliases;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Redacts single fields of events, by their names and types. Immutable. */
final class FieldRedactor {
  /** What Weir itself has said of an event, in its own words. */
  private static final Set<Field> MADE_BY_WEIR =
      Set.of(
          Field.EVENT_ID,
          Field.EVENT_KIND,
          Field.LOG_LEVEL,
          Field.WEIR_FORMAT,
          Field.DATA_STREAM_DATASET,
          Field.ORCHESTRATOR_RESOURCE_TYPE);

  /**
   * Begin the names of fields that applications set, and of those that name a machine; the others
   * are the agent's and our own.
   */
  private static final List<String> SET_BY_APPLICATIONS =
      List.of(
          "user.",
          "source.",
          "destination.",
          "url.",
          "http.",
          "error.",
          "service.",
          "weir.db.",
          "host.");

  private final TextRedactor texts;
  private final JsonRedactor json;

  /** What the policy's keys say of fields: {@code user_id} is {@code user.id} by now. */
  private final Map<Field, KeyRule> rules = new EnumMap<>(Field.class);

  /**
   * @param addedKeys what the policy itself says of keys
   */
  FieldRedactor(SensitiveKeys addedKeys, TextRedactor texts, JsonRedactor json) {
    this.texts = texts;
    this.json = json;
    for (Field field : Field.values()) {
      boolean byApplication = SET_BY_APPLICATIONS.stream().anyMatch(field.path()::startsWith);
      KeyRule rule = byApplication ? ruleOf(field, addedKeys) : null;
      if (rule != null) {
        rules.put(field, rule);
      }
    }
  }

  /** By the field's name, or one of those that applications call it by. */
  private static KeyRule ruleOf(Field field, SensitiveKeys keys) {
    KeyRule rule = keys.ruleOf(field.path());
    for (String key : FieldAliases.of(field)) {
      rule = rule == null ? keys.ruleOf(key) : rule;
    }
    return rule;
  }

  /** The value without what the policy hides; null if nothing is left of it. */
  Object redact(Field field, Object value, RedactionTally counts) {
    if (field == Field.WEIR_LINE_BEFORE || field == Field.WEIR_LINE_AFTER) {
      // Set again, with the message between them.
      return null;
    }
    if (value instanceof String text) {
      // The id is the same for the same event whatever the policy is.
      return field == Field.EVENT_ID ? text : storable(field, redactedText(field, text, counts));
    }
    if (value instanceof ObjectNode object) {
      return json.object(object, null, counts);
    }
    if (value instanceof List<?> list && field.type() == Field.Type.KEYWORDS) {
      return list.stream().map(item -> texts.redact((String) item, counts)).toList();
    }
    // Numbers and times that Weir itself has read out of known places.
    return value;
  }

  private String redactedText(Field field, String text, RedactionTally counts) {
    KeyRule rule = rules.get(field);
    if (rule != null) {
      return texts.replace(rule.type(), text, counts);
    }
    // What a key says can depend on its being in a query, as the question mark shows.
    return texts.redactAfter(field == Field.URL_QUERY ? "?" : "", text, counts);
  }

  /** Null if a store would refuse the whole event for it. */
  private static String storable(Field field, String redacted) {
    return redacted.isEmpty() || !AddressFields.takes(field, redacted) ? null : redacted;
  }

  /** The value of a field without those of an eraser; null if nothing is left of it. */
  static Object erase(Field field, Object value, ValueEraser eraser) {
    if (MADE_BY_WEIR.contains(field)) {
      return value;
    }
    Object erased = eraser.erase(value);
    return erased instanceof String text && erased != value ? storable(field, text) : erased;
  }
}
