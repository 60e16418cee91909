package io.weir.enrich.redact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.Detector;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.SharedFields;
import io.weir.ingest.parse.FieldAliases;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Redacts whole events: the message, every text, number and key of its content at any depth, labels
 * and annotations. Throws on any fault; the caller must then let nothing of the event leave.
 * Immutable and thread-safe.
 */
public final class Redactor {
  /** Where a pseudonym can be, which is no address: ECS has names of hosts there as well. */
  private static final Map<Field, Field> ADDRESS_OF =
      Map.of(
          Field.SOURCE_IP, Field.SOURCE_ADDRESS,
          Field.DESTINATION_IP, Field.DESTINATION_ADDRESS);

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

  private final Policy policy;
  private final Pseudonyms pseudonyms;
  private final TextRedactor texts;
  private final JsonRedactor json;

  /** What the policy's keys say of fields: {@code user_id} is {@code user.id} by now. */
  private final Map<Field, KeyRule> rules = new EnumMap<>(Field.class);

  public Redactor(Policy policy, Pseudonyms pseudonyms) {
    this(policy, pseudonyms, TextRedactor.allDetectors(policy.keys()));
  }

  Redactor(Policy policy, Pseudonyms pseudonyms, List<Detector> detectors) {
    this.policy = policy;
    this.pseudonyms = pseudonyms;
    this.texts = new TextRedactor(policy, pseudonyms, detectors);
    this.json = new JsonRedactor(policy.keys(), texts);
    for (Field field : Field.values()) {
      boolean byApplication = SET_BY_APPLICATIONS.stream().anyMatch(field.path()::startsWith);
      KeyRule rule = byApplication ? ruleOf(field, policy.addedKeys()) : null;
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

  public Policy policy() {
    return policy;
  }

  /** The event of which there is no more than its fields say, as the other method returns it. */
  public Event redact(Event event) {
    return redact(event, event.message(), new LineHistory());
  }

  /**
   * The event without what the policy hides, with the policy's version and counts by class. What is
   * found sensitive in one place, or in the line, is hidden in all.
   *
   * @param line as it was before it was cut into message and fields
   * @param history what the lines of the same source said that came before
   */
  public Event redact(Event event, String line, LineHistory history) {
    RedactionTally counts = inNamespace(event.fields().text(Field.KUBERNETES_NAMESPACE));
    RedactedFields shared = shared(event.fields().shared());
    counts.addShared(shared.counts());
    Fields fields =
        event.fields().transform(shared.fields(), (field, value) -> redact(field, value, counts));
    DividedLine message = texts.redact(DividedLine.of(event), counts);
    texts.judge(line, history.context(), counts);
    if (isCut(line, DividedLine.of(event).whole())) {
      texts.judge(line, counts.hidden());
    }
    if (!counts.hidden().isEmpty()) {
      ValueEraser eraser = eraser(counts.hidden().search(), counts);
      boolean inShared = shared.fields() != null && eraser.mayChange(shared.text());
      fields =
          fields.transform(
              inShared ? eraseShared(fields.shared(), counts) : fields.shared(),
              (field, value) -> erase(field, value, eraser));
      message = eraser.erase(message);
    }
    message.putAround(fields);
    if (policy.original() == OriginalLine.KEEP) {
      putOriginal(fields, line, counts);
    }
    movePseudonyms(fields);
    fields.put(Field.WEIR_POLICY_VERSION, policy.version());
    fields.put(Field.WEIR_REDACTIONS, counts.toJson());
    return new Event(event.timestamp(), message.message(), fields);
  }

  /** The line as it was written, in place of what is around its message; counted nowhere. */
  private void putOriginal(Fields fields, String line, RedactionTally counts) {
    String original = texts.redact(line, new RedactionTally(counts.namespace(), policy.keys()));
    if (!counts.hidden().isEmpty()) {
      original = eraser(counts.hidden().search(), counts).erase(original);
    }
    fields.put(Field.EVENT_ORIGINAL, original);
    fields.remove(Field.WEIR_LINE_BEFORE);
    fields.remove(Field.WEIR_LINE_AFTER);
    fields.remove(Field.WEIR_LINE_WHOLE);
  }

  /**
   * True if the line says more than message and fields do by themselves. Of an object of JSON every
   * member is judged with its key.
   */
  private static boolean isCut(String line, String message) {
    return !line.equals(message) && !(line.startsWith("{") && line.endsWith("}"));
  }

  /** What this event shares with others, without what was hidden elsewhere in it. */
  private SharedFields eraseShared(SharedFields shared, RedactionTally counts) {
    ValueSearch values = counts.hidden().searchWithoutWords();
    if (values.isEmpty()) {
      return shared;
    }
    ValueEraser eraser = eraser(values, counts);
    boolean[] changed = {false};
    Fields erased =
        shared
            .toFields()
            .transform(
                null,
                (field, value) -> {
                  Object left = erase(field, value, eraser);
                  changed[0] |= left != value;
                  return left;
                });
    // What it holds encoded, and what was made of it, is good still.
    return changed[0] ? SharedFields.of(erased) : shared;
  }

  private ValueEraser eraser(ValueSearch values, RedactionTally counts) {
    return new ValueEraser(texts, values, counts.namespace());
  }

  private static Object erase(Field field, Object value, ValueEraser eraser) {
    if (MADE_BY_WEIR.contains(field)) {
      return value;
    }
    Object erased = eraser.erase(value);
    return erased instanceof String text && erased != value ? storable(field, text) : erased;
  }

  private static void movePseudonyms(Fields redacted) {
    ADDRESS_OF.forEach((ip, address) -> movePseudonym(ip, address, redacted));
  }

  private static void movePseudonym(Field ip, Field address, Fields redacted) {
    String text = redacted.text(ip);
    if (text != null && !isAddress(text)) {
      redacted.remove(ip);
      if (!redacted.has(address)) {
        redacted.put(address, text);
      }
    }
  }

  /**
   * The pseudonyms of a value under all keys there are, that of the active one first: what to
   * search for to find somebody in the audit.
   *
   * @param label of a class, as policies name it
   * @param namespace of the events to search, or null for those without one; only where the policy
   *     has a pseudonym for each namespace
   * @throws IllegalArgumentException if the policy knows no such class, or if pseudonyms do not
   *     depend on the namespace
   */
  public List<String> pseudonyms(String label, String value, String namespace) {
    if (namespace != null && policy.scope() == PseudonymScope.GLOBAL) {
      throw new IllegalArgumentException(
          "by this policy a value has the same pseudonym in all namespaces");
    }
    return pseudonyms.tokens(policy.classOf(label), value, inNamespace(namespace).namespace());
  }

  /** What many events have alike is redacted once, and counted for each of them. */
  private RedactedFields shared(SharedFields shared) {
    return shared == null
        ? new RedactedFields(null, inNamespace(null))
        : shared.memoize(this, RedactedFields.class, () -> RedactedFields.of(shared, this));
  }

  /** What many events have alike, redacted once. */
  private static final class RedactedFields {
    private final SharedFields fields;
    private final RedactionTally counts;
    private String text;

    RedactedFields(SharedFields fields, RedactionTally counts) {
      this.fields = fields;
      this.counts = counts;
    }

    SharedFields fields() {
      return fields;
    }

    RedactionTally counts() {
      return counts;
    }

    /** All of them, to see at once whether a value is in it; made when it is first asked for. */
    String text() {
      String made = text;
      if (made == null) {
        made = fields == null ? "" : fields.toFields().toString();
        text = made;
      }
      return made;
    }

    static RedactedFields of(SharedFields shared, Redactor by) {
      RedactionTally counts = by.inNamespace(shared.text(Field.KUBERNETES_NAMESPACE));
      Fields redacted =
          shared.toFields().transform(null, (field, value) -> by.redact(field, value, counts));
      return new RedactedFields(SharedFields.of(redacted), counts);
    }
  }

  /**
   * What is left of something that is no event.
   *
   * @param counts of hidden values by the names of their classes
   */
  public record Redacted<T>(T value, Map<String, Integer> counts) {}

  /** A text by itself. */
  public Redacted<String> redactText(String text) {
    return redactText(text, new LineHistory());
  }

  /** The next text of a source, of one line or more. */
  public Redacted<String> redactText(String text, LineHistory history) {
    RedactionTally counts = inNamespace(null);
    String redacted = texts.redact(text, counts);
    RedactionTally before = inNamespace(null);
    texts.judge(text, history.context(), before);
    if (!before.hidden().isEmpty()) {
      redacted = eraser(before.hidden().search(), before).erase(redacted);
    }
    counts.addCounts(before);
    return new Redacted<>(redacted, counts.byLabel());
  }

  /** JSON by itself: every text, number and key in it. */
  public Redacted<JsonNode> redactJson(JsonNode json) {
    RedactionTally counts = inNamespace(null);
    return new Redacted<>(this.json.node(json, null, null, counts), counts.byLabel());
  }

  /** A text by itself, such as what a store has said. */
  public String redact(String text) {
    return redact(text, null);
  }

  /**
   * A text that goes with an event, such as a record's key.
   *
   * @param namespace that of the event, or null
   */
  public String redact(String text, String namespace) {
    return text == null ? null : texts.redact(text, inNamespace(namespace));
  }

  /** Nothing redacted yet of what is of that namespace. */
  private RedactionTally inNamespace(String namespace) {
    boolean global = policy.scope() == PseudonymScope.GLOBAL;
    return new RedactionTally(global ? null : namespace == null ? "" : namespace, policy.keys());
  }

  /** The value without what the policy hides; null if nothing is left of it. */
  private Object redact(Field field, Object value, RedactionTally counts) {
    if (value instanceof String text) {
      return redact(field, text, counts);
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

  private String redact(Field field, String text, RedactionTally counts) {
    if (field == Field.EVENT_ID) {
      // The same for the same event whatever the policy is.
      return text;
    }
    if (field == Field.WEIR_LINE_BEFORE || field == Field.WEIR_LINE_AFTER) {
      // Set again, with the message between them.
      return null;
    }
    return storable(field, redactedText(field, text, counts));
  }

  /** Null if a store would refuse the whole event for it: no address in the place of one. */
  private static String storable(Field field, String redacted) {
    boolean lost =
        field.type() == Field.Type.IP && !ADDRESS_OF.containsKey(field) && !isAddress(redacted);
    return lost || redacted.isEmpty() ? null : redacted;
  }

  private String redactedText(Field field, String text, RedactionTally counts) {
    KeyRule rule = rules.get(field);
    if (rule != null) {
      return texts.replace(rule.type(), text, counts);
    }
    if (field == Field.URL_QUERY) {
      // What a key says can depend on its being in a query, as the question mark shows.
      return texts.redactAfter("?", text, counts);
    }
    return texts.redact(text, counts);
  }

  private static boolean isAddress(String text) {
    return text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':');
  }
}
