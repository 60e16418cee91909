package io.weir.ingest.transform;

/**
 * A text in which an asterisk matches any characters. Takes time linear in the length of what it is
 * compared with, for each asterisk once.
 */
public final class Glob {
  private final String[] parts;

  /** The text, perhaps with asterisks. */
  public Glob(String pattern) {
    parts = pattern.split("\\*", -1);
  }

  /**
   * Whether a text is of that form. The first place of a part that fits is never taken back: a
   * later one fits no more.
   */
  public boolean matches(String text) {
    if (parts.length == 1) {
      return parts[0].equals(text);
    }
    String last = parts[parts.length - 1];
    if (!text.startsWith(parts[0]) || !text.endsWith(last)) {
      return false;
    }
    int at = parts[0].length();
    for (int i = 1; i < parts.length - 1; i++) {
      int found = text.indexOf(parts[i], at);
      if (found < 0) {
        return false;
      }
      at = found + parts[i].length();
    }
    return at <= text.length() - last.length();
  }
}
