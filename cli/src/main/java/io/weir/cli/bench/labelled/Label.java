package io.weir.cli.bench.labelled;

/**
 * A part of a text and what its author calls it.
 *
 * @param start the first UTF-16 unit
 * @param end the unit after the last
 */
public record Label(String type, int start, int end, Extent extent) {
  /** How exactly the author says where the value is. */
  public enum Extent {
    /** The part is the value, no more and no less. */
    VALUE,
    /** The value is somewhere in the part. */
    CONTAINS_VALUE
  }

  static Label value(String type, int start, int end) {
    return new Label(type, start, end, Extent.VALUE);
  }

  static Label containsValue(String type, String text) {
    return new Label(type, 0, text.length(), Extent.CONTAINS_VALUE);
  }

  /** Half of a secret is a secret too. Of a part that only contains it any change counts. */
  boolean isReadable(String text, String redacted) {
    String labelled = text.substring(start, end);
    if (extent == Extent.CONTAINS_VALUE) {
      return redacted.contains(labelled);
    }
    int half = (labelled.length() + 1) / 2;
    return redacted.contains(labelled.substring(0, half))
        || redacted.contains(labelled.substring(labelled.length() - half));
  }

  boolean overlaps(Label other) {
    return start < other.end && other.start < end;
  }
}
