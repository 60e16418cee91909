package io.weir.ingest.parse.text;

/** The sequences with which programs colour what they write to a terminal. */
public final class AnsiColors {
  private static final char ESCAPE = '\u001b';

  private AnsiColors() {}

  /** Whether there may be any. */
  public static boolean mayBeIn(String text) {
    return text.indexOf(ESCAPE) >= 0;
  }

  /**
   * Where in a text the character is that is at a place in {@link #remove what is left of it}.
   *
   * @return the text's length if the place is the end
   */
  public static int position(String text, int place) {
    int at = afterCodes(text, 0);
    for (int i = 0; i < place && at < text.length(); i++) {
      at = afterCodes(text, at + 1);
    }
    return at;
  }

  /** After the sequences that begin at a place, if any. */
  public static int afterCodes(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ESCAPE) {
      at = end(text, at);
    }
    return at;
  }

  /** Before the sequences with which a text ends, if any. */
  public static int beforeCodes(String text) {
    int end = text.length();
    int last = text.lastIndexOf(ESCAPE);
    while (last >= 0 && end(text, last) == end) {
      end = last;
      last = last == 0 ? -1 : text.lastIndexOf(ESCAPE, last - 1);
    }
    return end;
  }

  /** The text without them; the same object if there are none. */
  public static String remove(String text) {
    int from = text.indexOf(ESCAPE);
    if (from < 0) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    int kept = 0;
    for (; from >= 0; from = text.indexOf(ESCAPE, kept)) {
      clean.append(text, kept, from);
      kept = end(text, from);
    }
    return clean.append(text, kept, text.length()).toString();
  }

  /** After a sequence such as {@code ESC[1;32m}; a lone escape character is dropped too. */
  private static int end(String text, int escape) {
    int at = escape + 1;
    if (at == text.length() || text.charAt(at) != '[') {
      return at;
    }
    do {
      at++;
    } while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == ';'));
    return Math.min(at + 1, text.length());
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
