package io.weir.ingest.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * Values of some {@link Field}s, by themselves or over {@link SharedFields}. To put a null or an
 * empty value changes nothing, so that "absent" has one form and nothing is erased by chance.
 * Mutable while an event is put together by one thread; never changed once an {@link Event} holds
 * it.
 */
public final class Fields {
  private static final Field[] ALL = Field.values();

  /** In the place of a shared value that is not to be seen. */
  private static final Object ABSENT = new Object();

  private SharedFields shared;

  /** By {@link Field#index}; null where the shared value holds. */
  private final SparseValues own;

  /** The bits of the {@link FieldRoot}s under which something was set or erased. */
  private long changed;

  /** No values, over no shared ones. */
  public Fields() {
    this(null);
  }

  /** All values of the shared fields, to begin with. */
  public Fields(SharedFields shared) {
    this(shared, new SparseValues(ALL.length));
  }

  private Fields(SharedFields shared, SparseValues own) {
    this.shared = shared;
    this.own = own;
  }

  /** What lies under these fields, or null. */
  public SharedFields shared() {
    return shared;
  }

  /** Sets a KEYWORD, CONSTANT, TEXT or IP field; null or empty keeps what is set. */
  public Fields put(Field field, String value) {
    return value == null || value.isEmpty() ? this : set(field, value);
  }

  /** Sets a LONG field. */
  public Fields put(Field field, long value) {
    return set(field, value);
  }

  /** Sets a KEYWORDS field; null or empty keeps what is set. */
  public Fields put(Field field, List<String> values) {
    return values == null || values.isEmpty() ? this : set(field, List.copyOf(values));
  }

  /** Adds a tag to those that are set. */
  public Fields addTag(String tag) {
    List<String> tags = new ArrayList<>();
    if (get(Field.TAGS) instanceof List<?> known) {
      known.forEach(it -> tags.add((String) it));
    }
    tags.add(tag);
    return put(Field.TAGS, tags);
  }

  /** Sets a DATE field; null keeps what is set. */
  public Fields put(Field field, Instant value) {
    return value == null ? this : set(field, value);
  }

  /** Sets a LONGS field; empty keeps what is set. */
  public Fields put(Field field, long[] values) {
    if (values.length == 0) {
      return this;
    }
    Long[] boxed = new Long[values.length];
    Arrays.setAll(boxed, i -> values[i]);
    return set(field, List.of(boxed));
  }

  /** Sets a FLATTENED field; null or empty keeps what is set. */
  public Fields put(Field field, ObjectNode value) {
    return value == null || value.isEmpty() ? this : set(field, value);
  }

  /** Copies all values of the other over those here. */
  public Fields putAll(Fields other) {
    other.forEach(this::keep);
    return this;
  }

  /** Sets a field to a value that another {@code Fields} held for it; null keeps what is set. */
  public Fields copy(Field field, Object value) {
    return value == null ? this : set(field, value);
  }

  /** Erases a field, also one that the shared fields have. */
  public Fields remove(Field field) {
    return set(field, null);
  }

  private Fields set(Field field, Object value) {
    boolean hides = value == null && shared != null && shared.get(field) != null;
    keep(field, hides ? ABSENT : value);
    return this;
  }

  private void keep(Field field, Object value) {
    own.set(field.index(), value);
    changed |= FieldRoot.bitAt(field.index());
  }

  /** Whether the field is set, here or in the shared fields. */
  public boolean has(Field field) {
    return get(field) != null;
  }

  /**
   * A String, Long, Instant, {@code List<String>}, {@code List<Long>} or ObjectNode, as the field's
   * type says, or null if absent.
   */
  public Object get(Field field) {
    return at(field.index());
  }

  /** The value of the field at a place, as {@link #get} returns it. */
  Object at(int index) {
    Object value = own.get(index);
    if (value == null) {
      return shared == null ? null : shared.at(index);
    }
    return value == ABSENT ? null : value;
  }

  /**
   * The first place from one on, and before another, whose field may have a value, here or in the
   * shared fields; the other place if there is none.
   */
  int next(int from, int to) {
    return next(from, to, shared);
  }

  private int next(int from, int to, SharedFields below) {
    long unwanted = (1L << from) - 1;
    for (int first = from - from % Long.SIZE; first < to; first += Long.SIZE) {
      long left = bits(first / Long.SIZE, below) & ~unwanted;
      if (left != 0) {
        return Math.min(to, first + Long.numberOfTrailingZeros(left));
      }
      unwanted = 0;
    }
    return to;
  }

  private long bits(int word, SharedFields below) {
    return below == null ? own.bits(word) : own.bits(word) | below.bits(word);
  }

  /** For each of 64 places from {@code 64 * word} on whether there may be a value. */
  long bits(int word) {
    return bits(word, shared);
  }

  /** The value as text, or null if absent. */
  public String text(Field field) {
    return Objects.toString(get(field), null);
  }

  /** Whether no field is set. */
  public boolean isEmpty() {
    return Arrays.stream(ALL).noneMatch(this::has);
  }

  /** Visits the values in the order of {@link Field}. */
  public void forEach(BiConsumer<Field, Object> visitor) {
    for (int i = next(0, ALL.length); i < ALL.length; i = next(i + 1, ALL.length)) {
      Object value = at(i);
      if (value != null) {
        visitor.accept(ALL[i], value);
      }
    }
  }

  /**
   * What a function makes of the values that were set here, over other shared fields.
   *
   * @param base the shared fields, or null for none
   * @param mapping returns a value for a value, null for none; never sees the shared values
   */
  public Fields transform(SharedFields base, BiFunction<Field, Object, Object> mapping) {
    Fields mapped = new Fields(base);
    for (int i = next(0, ALL.length, null); i < ALL.length; i = next(i + 1, ALL.length, null)) {
      Object value = own.get(i);
      mapped.set(ALL[i], value == ABSENT ? null : mapping.apply(ALL[i], value));
    }
    return mapped;
  }

  /** Whether something under that root may differ from what is shared. */
  boolean isChanged(FieldRoot root) {
    return (changed & root.bit()) != 0;
  }

  /**
   * Puts shared fields under those that are set, in the place of others; copies nothing. A field
   * that was removed before is seen again if these have it.
   */
  public Fields setBase(SharedFields base) {
    shared = base;
    return this;
  }

  /** The same values, over the same shared ones. */
  public Fields copy() {
    Fields copy = new Fields(shared, new SparseValues(own));
    copy.changed = changed;
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
