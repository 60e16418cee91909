package io.weir.ingest.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * Values of some {@link Field}s, by themselves or over {@link SharedFields}. A null or empty value
 * is not kept, so that "absent" has one form. Mutable while an event is put together by one thread;
 * never changed once an {@link Event} holds it.
 */
public final class Fields {
  private static final Field[] ALL = Field.values();

  /** In the place of a shared value that is not to be seen. */
  private static final Object ABSENT = new Object();

  private SharedFields shared;

  /** By {@link Field#index}; null where the shared value holds. */
  private final Object[] own = new Object[ALL.length];

  public Fields() {
    this(null);
  }

  /** All values of the shared fields, to begin with. */
  public Fields(SharedFields shared) {
    this.shared = shared;
  }

  /** What lies under these fields, or null. */
  public SharedFields shared() {
    return shared;
  }

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
    Long[] boxed = new Long[values.length];
    Arrays.setAll(boxed, i -> values[i]);
    return set(field, List.of(boxed));
  }

  /** Sets a FLATTENED field. */
  public Fields put(Field field, ObjectNode value) {
    return set(field, value == null || value.isEmpty() ? null : value);
  }

  /** Copies all values of the other over those here. */
  public Fields putAll(Fields other) {
    for (Field field : ALL) {
      Object value = other.get(field);
      if (value != null) {
        own[field.index()] = value;
      }
    }
    return this;
  }

  /** Sets a field to a value that another {@code Fields} held for it. */
  public Fields copy(Field field, Object value) {
    return set(field, value);
  }

  public Fields remove(Field field) {
    return set(field, null);
  }

  private Fields set(Field field, Object value) {
    boolean hides = value == null && shared != null && shared.get(field) != null;
    own[field.index()] = hides ? ABSENT : value;
    return this;
  }

  public boolean has(Field field) {
    return get(field) != null;
  }

  /**
   * A String, Long, Instant, {@code List<String>}, {@code List<Long>} or ObjectNode, as the field's
   * type says, or null if absent.
   */
  public Object get(Field field) {
    Object value = own[field.index()];
    if (value == null) {
      return shared == null ? null : shared.get(field);
    }
    return value == ABSENT ? null : value;
  }

  /** The value as text, or null if absent. */
  public String text(Field field) {
    return Objects.toString(get(field), null);
  }

  public boolean isEmpty() {
    return Arrays.stream(ALL).noneMatch(this::has);
  }

  /** Visits the values in the order of {@link Field}. */
  public void forEach(BiConsumer<Field, Object> visitor) {
    for (Field field : ALL) {
      Object value = get(field);
      if (value != null) {
        visitor.accept(field, value);
      }
    }
  }

  /**
   * What is made of the values that were set here, over other shared fields.
   *
   * @param mapping gives a value for a value, null for none; never sees the shared values
   */
  public Fields mapOver(SharedFields other, BiFunction<Field, Object, Object> mapping) {
    Fields mapped = new Fields(other);
    for (int i = 0; i < own.length; i++) {
      if (own[i] != null) {
        mapped.set(ALL[i], own[i] == ABSENT ? null : mapping.apply(ALL[i], own[i]));
      }
    }
    return mapped;
  }

  /** Whether the fields from one index to before another are just as they are shared. */
  boolean isAsShared(int from, int to) {
    for (int i = from; i < to; i++) {
      if (own[i] != null) {
        return false;
      }
    }
    return true;
  }

  /** Puts shared fields under those that were set. */
  public Fields over(SharedFields other) {
    shared = other;
    return this;
  }

  /** The same values, over the same shared ones. */
  public Fields copy() {
    Fields copy = new Fields(shared);
    System.arraycopy(own, 0, copy.own, 0, own.length);
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Fields fields)) {
      return false;
    }
    for (Field field : ALL) {
      if (!Objects.equals(get(field), fields.get(field))) {
        return false;
      }
    }
    return true;
  }

  private Map<Field, Object> toMap() {
    Map<Field, Object> map = new EnumMap<>(Field.class);
    forEach(map::put);
    return map;
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (Field field : ALL) {
      hash = 31 * hash + Objects.hashCode(get(field));
    }
    return hash;
  }

  @Override
  public String toString() {
    return toMap().toString();
  }
}
