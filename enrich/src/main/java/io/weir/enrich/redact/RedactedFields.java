package io.weir.enrich.redact;

import io.weir.ingest.event.Fields;
import io.weir.ingest.event.SharedFields;

/** What many events have alike, redacted once. Thread-safe. */
final class RedactedFields {
  private final SharedFields fields;
  private final RedactionTally counts;
  private String text;

  private RedactedFields(SharedFields fields, RedactionTally counts) {
    this.fields = fields;
    this.counts = counts;
  }

  /** Of an event that shares nothing. */
  static RedactedFields none(RedactionTally counts) {
    return new RedactedFields(null, counts);
  }

  /**
   * Redacts the fields.
   *
   * @param counts to which it adds what it hides
   */
  static RedactedFields of(SharedFields shared, FieldRedactor redactor, RedactionTally counts) {
    Fields redacted =
        shared.toFields().transform(null, (field, value) -> redactor.redact(field, value, counts));
    return new RedactedFields(SharedFields.of(redacted), counts);
  }

  /** The fields; null if there are none. */
  SharedFields fields() {
    return fields;
  }

  /** What was hidden in them. */
  RedactionTally counts() {
    return counts;
  }

  /** False if the values of an eraser are certainly in none of them. */
  boolean mayHold(ValueEraser eraser) {
    return fields != null && eraser.mayChange(text());
  }

  /** All of them, to see at once whether a value is in it; made when it is first asked for. */
  private String text() {
    String made = text;
    if (made == null) {
      made = fields.toFields().toString();
      text = made;
    }
    return made;
  }

  /** The fields without the values of an eraser; the same object if they have none. */
  SharedFields without(ValueEraser eraser) {
    boolean[] changed = {false};
    Fields erased =
        fields
            .toFields()
            .transform(
                null,
                (field, value) -> {
                  Object left = FieldRedactor.erase(field, value, eraser);
                  changed[0] |= left != value;
                  return left;
                });
    // What it holds encoded, and what was made of it, is good still.
    return changed[0] ? SharedFields.of(erased) : fields;
  }
}
