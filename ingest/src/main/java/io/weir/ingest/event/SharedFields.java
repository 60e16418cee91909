package io.weir.ingest.event;

import java.util.function.Supplier;

/**
 * Fields that many events have alike, such as those of a pod, so that what is made of them
 * (completed, redacted, encoded) is made once and not for each event. Immutable; thread-safe.
 */
public final class SharedFields {
  private final Fields values;
  private volatile Derived derived;
  private volatile EncodedFields encoded;

  private record Derived(Object by, Object result) {}

  private SharedFields(Fields values) {
    this.values = values;
  }

  /** The fields as they are now; later changes to them are not seen. */
  public static SharedFields of(Fields fields) {
    return new SharedFields(fields.copy());
  }

  /** The value as {@link Fields#get} gives it. */
  public Object get(Field field) {
    return values.get(field);
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
   * What somebody makes of these fields: made once, and kept as long as the same one asks for it.
   *
   * @param by who makes it; two that are not the same object may make different things
   */
  @SuppressWarnings("unchecked") // What was put under a maker is what that maker makes.
  public <T> T derived(Object by, Supplier<T> maker) {
    Derived known = derived;
    if (known == null || known.by != by) {
      known = new Derived(by, maker.get());
      derived = known;
    }
    return (T) known.result;
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
