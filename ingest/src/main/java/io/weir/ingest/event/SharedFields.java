package io.weir.ingest.event;

import java.util.function.Supplier;

/**
 * Fields that many events have alike, such as those of a pod, so that what is made of them
 * (completed, redacted, encoded) is made once and not for each event. Immutable; thread-safe.
 */
public final class SharedFields {
  private final Fields values;
  private volatile Memo memo;
  private volatile EncodedFields encoded;

  private record Memo(Object owner, Class<?> type, Object result) {}

  private SharedFields(Fields values) {
    this.values = values;
  }

  /** The fields as they are now; later changes to them are not seen. */
  public static SharedFields of(Fields fields) {
    return new SharedFields(fields.copy());
  }

  /** The value as {@link Fields#get} returns it. */
  public Object get(Field field) {
    return values.get(field);
  }

  /** The value of the field at a place. */
  Object at(int index) {
    return values.at(index);
  }

  /** For each of 64 places from {@code 64 * word} on whether there may be a value. */
  long bits(int word) {
    return values.bits(word);
  }

  /** The value as text, or null if absent. */
  public String text(Field field) {
    return values.text(field);
  }

  /** These fields, to be changed at will. */
  public Fields toFields() {
    return values.copy();
  }

  /**
   * What an owner makes of these fields: made once, and kept until another owner asks, or the same
   * one for another type.
   *
   * @param owner known by its identity; another one may make something else of the same fields
   */
  public <T> T memoize(Object owner, Class<T> type, Supplier<T> maker) {
    Memo known = memo;
    if (known == null || known.owner != owner || known.type != type) {
      known = new Memo(owner, type, maker.get());
      memo = known;
    }
    return type.cast(known.result);
  }

  /** Their JSON, encoded once. */
  EncodedFields encoded() {
    EncodedFields known = encoded;
    if (known == null) {
      known = EncodedFields.of(values);
      encoded = known;
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SharedFields shared && values.equals(shared.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
