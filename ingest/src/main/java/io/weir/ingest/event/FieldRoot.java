package io.weir.ingest.event;

import java.util.ArrayList;
import java.util.List;

/**
 * Fields whose names have their first part in common, such as {@code kubernetes}: one object at the
 * top of an event's JSON, or one field that has no dot in its name. They are neighbours in {@link
 * Field}, from one index to before another.
 *
 * @param bit the one bit that it has in a long that says something of each of them
 */
record FieldRoot(long bit, int from, int to) {
  private static final List<FieldRoot> ALL = divide();
  private static final long[] BITS = bits();

  /** All of them, in the order of their fields. */
  static List<FieldRoot> all() {
    return ALL;
  }

  /** The bit of the root that the field at that place belongs to. */
  static long bitAt(int index) {
    return BITS[index];
  }

  private static List<FieldRoot> divide() {
    List<FieldRoot> roots = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= Field.count(); to++) {
      if (to == Field.count() || !firstPart(to).equals(firstPart(from))) {
        roots.add(new FieldRoot(1L << roots.size(), from, to));
        from = to;
      }
    }
    if (roots.size() > Long.SIZE) {
      throw new IllegalStateException(roots.size() + " roots are more than a long has bits");
    }
    return List.copyOf(roots);
  }

  private static String firstPart(int index) {
    return Field.at(index).path().split("\\.", 2)[0];
  }

  private static long[] bits() {
    long[] bits = new long[Field.count()];
    for (FieldRoot root : ALL) {
      for (int i = root.from; i < root.to; i++) {
        bits[i] = root.bit;
      }
    }
    return bits;
  }
}
