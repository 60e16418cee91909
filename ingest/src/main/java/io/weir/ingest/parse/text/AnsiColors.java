package io.weir.ingest.parse.text;

/** The sequences with which programs colour what they write to a terminal. */
public final class AnsiColors {
  private static final char ESCAPE = '\u001b';

  private AnsiColors() {}

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
