package io.weir.ingest.parse.join;

/** The shape of keys and certificates in PEM form. */
public final class Pem {
  private static final String BEGIN = "-----BEGIN ";

  /** Writers break at 64 or 76 characters; more is something else. */
  private static final int MAX_LENGTH = 128;

  private Pem() {}

  /** Whether a block begins in the line and continues in the next. */
  public static boolean opens(String whole) {
    String line = bare(whole);
    if (!line.endsWith("-----")) {
      return false;
    }
    int begin = line.lastIndexOf(BEGIN);
    return begin >= 0 && line.indexOf("-----END ", begin) < 0;
  }

  /** Base64, the headers of encrypted keys, or the blank line after them. */
  static boolean isInside(String whole) {
    String line = bare(whole);
    return isHeader(line) || isBase64(line);
  }

  /** Without what surrounds a line of a block in the source of a program: {@code 'MIIE…\n' +}. */
  private static String bare(String line) {
    int start = 0;
    int end = line.length();
    while (start < end && isAround(line.charAt(start))) {
      start++;
    }
    while (end > start && isAroundEnd(line, end)) {
      end--;
    }
    return line.substring(start, end);
  }

  private static boolean isAround(char c) {
    return c <= ' ' || c == '"' || c == '\'' || c == '`';
  }

  private static boolean isAroundEnd(String line, int end) {
    char c = line.charAt(end - 1);
    boolean escape = (c == 'n' || c == 'r') && end > 1 && line.charAt(end - 2) == '\\';
    // Base64 may end with a plus, but nobody sets a blank before it.
    boolean plus = c == '+' && end > 1 && line.charAt(end - 2) <= ' ';
    return isAround(c) || escape || plus || c == '\\' || c == ',';
  }

  private static boolean isHeader(String line) {
    return line.startsWith("Proc-Type: ")
        || line.startsWith("DEK-Info: ")
        || line.startsWith("Version: ")
        || line.startsWith("Comment: ");
  }

  private static boolean isBase64(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean letter = c < 128 && Character.isLetterOrDigit(c);
      if (!letter && c != '+' && c != '/' && c != '=') {
        return false;
      }
    }
    return line.length() <= MAX_LENGTH;
  }
}
