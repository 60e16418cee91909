package io.weir.ingest.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;

/**
 * Values of some {@link Field}s. A null or empty value is not kept, so that "absent" has one form.
 * Mutable while an event is put together by one thread; never changed once an {@link Event} holds
 * it.
 */
public final class Fields {
  private final EnumMap<Field, Object> values = new EnumMap<>(Field.class);

  /** Sets a KEYWORD, CONSTANT, TEXT or IP field. */
  public Fields put(Field field, String value) {
    return set(field, value == null || value.isEmpty() ? null : value);
  }

  /** Sets a LONG field. */
  public Fields put(Field field, long value) {
    return set(field, value);
  }

  /** Sets a KEYWORDS field. */
  public Fields put(Field field, List<String> values) {
    return set(field, values == null || values.isEmpty() ? null : List.copyOf(values));
  }

  /** Sets a DATE field. */
  public Fields put(Field field, Instant value) {
    return set(field, value);
  }

  /** Sets a LONGS field. */
  public Fields put(Field field, long[] values) {
    return set(field, LongStream.of(values).boxed().toList());
  }

  /** Sets a FLATTENED field. */
  public Fields put(Field field, ObjectNode value) {
    return set(field, value == null || value.isEmpty() ? null : value);
  }

  /** Copies all values of the other over those here. */
  public Fields putAll(Fields other) {
    values.putAll(other.values);
    return this;
  }

  /** Sets a field to a value that another {@code Fields} held for it. */
  public Fields copy(Field field, Object value) {
    return set(field, value);
  }

  public Fields remove(Field field) {
    values.remove(field);
    return this;
  }

  private Fields set(Field field, Object value) {
    if (value == null) {
      values.remove(field);
    } else {
      values.put(field, value);
    }
    return this;
  }

  public boolean has(Field field) {
    return values.containsKey(field);
  }

  /**
   * A String, Long, Instant, {@code List<String>}, {@code List<Long>} or ObjectNode, as the field's
   * type says, or null if absent.
   */
  public Object get(Field field) {
    return values.get(field);
  }

  /** The value as text, or null if absent. */
  public String text(Field field) {
    return Objects.toString(values.get(field), null);
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Visits the values in the order of {@link Field}. */
  public void forEach(BiConsumer<Field, Object> visitor) {
    values.forEach(visitor);
  }

  /** An unmodifiable view. */
  public Map<Field, Object> asMap() {
    return Collections.unmodifiableMap(values);
  }

  public Fields copy() {
    return new Fields().putAll(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fields fields && values.equals(fields.values);
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
