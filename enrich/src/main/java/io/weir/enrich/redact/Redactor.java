package io.weir.enrich.redact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.search.ValueSearch;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.Json;
import io.weir.ingest.event.SharedFields;
import java.util.List;
import java.util.Map;

/**
 * Redacts whole events: the message, every text, number and key of its content at any depth, labels
 * and annotations. Throws on any fault; the caller must then let nothing of the event leave.
 * Immutable and thread-safe.
 */
public final class Redactor {
  private final Policy policy;
  private final Pseudonyms pseudonyms;
  private final TextRedactor texts;
  private final JsonRedactor json;
  private final FieldRedactor fields;

  public Redactor(Policy policy, Pseudonyms pseudonyms) {
    this(policy, pseudonyms, TextScanner.allDetectors(policy.keys()));
  }

  Redactor(Policy policy, Pseudonyms pseudonyms, List<Detector> detectors) {
    this.policy = policy;
    this.pseudonyms = pseudonyms;
    this.texts =
        new TextRedactor(new TextScanner(policy, detectors), new Replacements(policy, pseudonyms));
    this.json = new JsonRedactor(policy.keys(), texts);
    this.fields = new FieldRedactor(policy.addedKeys(), texts, json);
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
    counts.beginWith(shared.counts());
    Fields redacted =
        event
            .fields()
            .transform(shared.fields(), (field, value) -> fields.redact(field, value, counts));
    DividedLine divided = DividedLine.of(event);
    // The whole line, where an event has it, has what the message has.
    boolean counted = event.fields().has(Field.WEIR_LINE_WHOLE);
    DividedLine message = texts.redact(divided, counted ? counts.ofCopy() : counts);
    texts.judge(line, history.context(), counts);
    if (isCut(line, divided.whole())) {
      texts.judge(line, counts.hidden());
    }
    if (!counts.hidden().isEmpty()) {
      ValueEraser eraser = eraser(counts.hidden().search(), counts);
      redacted =
          redacted.transform(
              shared.mayHold(eraser) ? erase(shared, counts) : shared.fields(),
              (field, value) -> FieldRedactor.erase(field, value, eraser));
      message = eraser.erase(message);
    }
    message.putAround(redacted);
    if (policy.original() == OriginalLine.KEEP) {
      putOriginal(redacted, line, counts);
    }
    AddressFields.movePseudonyms(redacted);
    redacted.put(Field.WEIR_POLICY_VERSION, policy.version());
    redacted.put(Field.WEIR_REDACTIONS, counts.toJson());
    return new Event(event.timestamp(), message.message(), redacted);
  }

  /** The line as it was written, in place of what is around its message; counted nowhere. */
  private void putOriginal(Fields redacted, String line, RedactionTally counts) {
    String original = texts.redact(line, new RedactionTally(counts.namespace(), policy.keys()));
    if (!counts.hidden().isEmpty()) {
      original = eraser(counts.hidden().search(), counts).erase(original);
    }
    redacted.put(Field.EVENT_ORIGINAL, original);
    redacted.remove(Field.WEIR_LINE_BEFORE);
    redacted.remove(Field.WEIR_LINE_AFTER);
    redacted.remove(Field.WEIR_LINE_WHOLE);
  }

  /**
   * True if the line says more than message and fields do by themselves. Of an object of JSON every
   * member is judged with its key.
   */
  private static boolean isCut(String line, String message) {
    return !line.equals(message) && !isObject(line);
  }

  private static boolean isObject(String text) {
    return text.startsWith("{") && text.endsWith("}");
  }

  /** What this event shares with others, without what was hidden elsewhere in it. */
  private SharedFields erase(RedactedFields shared, RedactionTally counts) {
    ValueSearch values = counts.hidden().searchWithoutWords();
    return values.isEmpty() ? shared.fields() : shared.without(eraser(values, counts));
  }

  private ValueEraser eraser(ValueSearch values, RedactionTally counts) {
    return new ValueEraser(texts, values, counts.namespace());
  }

  /** What many events have alike is redacted once, and counted for each of them. */
  private RedactedFields shared(SharedFields shared) {
    return shared == null
        ? RedactedFields.none(inNamespace(null))
        : shared.memoize(this, RedactedFields.class, () -> redacted(shared));
  }

  private RedactedFields redacted(SharedFields shared) {
    return RedactedFields.of(shared, fields, inNamespace(shared.text(Field.KUBERNETES_NAMESPACE)));
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
    texts.judge(text, history.context(), counts);
    judgeJson(text, counts.ofCopy());
    if (!counts.hidden().isEmpty()) {
      redacted = eraser(counts.hidden().search(), counts).erase(redacted);
    }
    return new Redacted<>(redacted, counts.byLabel());
  }

  /**
   * Adds what a text says as an object of JSON, such as a table of names and values in parallel.
   */
  private void judgeJson(String text, RedactionTally counts) {
    if (!isObject(text)) {
      return;
    }
    JsonNode object;
    try {
      object = Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      // It only looks like one: it has been judged as the text that it is.
      return;
    }
    json.node(object, null, null, counts);
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
}
