package io.weir.enrich.redact;

import java.util.List;

/** IPv4 addresses in dotted decimal form (RFC 6943, section 3.1.1, the strict form). */
final class IpDetector implements Detector {
  private static final int PARTS = 4;
  private static final int MAX_PART = 255;
  private static final int MAX_DIGITS = 3;
  private static final int MAX_WORD = 12;

  /** Four numbers behind one of them are none. */
  private static final Words VERSION =
      Words.of(
          "version", "ver", "release", "revision", "rev", "firmware", "oid", "section", "upgrade");

  @Override
  public List<Gate> gates() {
    return List.of(new Gate(CharSet.DIGITS, CharSet.of("."), CharSet.DIGITS));
  }

  @Override
  public SensitiveClass only() {
    return SensitiveClass.IP_ADDRESS;
  }

  /** Called at the first dot, like at every other. */
  @Override
  public int find(String text, int dot, Spans spans) {
    int start = dot;
    while (start > 0 && dot - start <= MAX_DIGITS && Chars.isDigit(text.charAt(start - 1))) {
      start--;
    }
    int end = start == dot ? -1 : end(text, start);
    if (end < 0 || isPartOfMore(text, start, end) || isVersion(text, start)) {
      return dot;
    }
    spans.add(start, end, SensitiveClass.IP_ADDRESS);
    return end;
  }

  /** The end of the four numbers up to 255 that start there, or -1. */
  static int end(String text, int from) {
    int i = from;
    for (int part = 0; part < PARTS; part++) {
      if (part > 0 && (i >= text.length() || text.charAt(i++) != '.')) {
        return -1;
      }
      int start = i;
      int value = 0;
      while (i < text.length() && i - start <= MAX_DIGITS && Chars.isDigit(text.charAt(i))) {
        value = value * 10 + text.charAt(i++) - '0';
      }
      if (i == start || i - start > MAX_DIGITS || value > MAX_PART) {
        return -1;
      }
    }
    return i;
  }

  private static boolean isPartOfMore(String text, int start, int end) {
    boolean dotted =
        end + 1 < text.length()
            && text.charAt(end) == '.'
            && Chars.isDigit(text.charAt(end + 1))
            && !isPort(text, start, end + 1);
    boolean inside = start > 1 && text.charAt(start - 1) == '.';
    return dotted || inside || !Chars.startsWord(text, start) || !Chars.endsWord(text, end);
  }

  /**
   * True if one of the numbers but the first has two digits or three, as no browser's version has.
   */
  private static boolean hasLongPart(String text, int start) {
    int end = end(text, start);
    int last = text.indexOf('.', start) + 1;
    for (int i = last; i <= end; i++) {
      if (i == end || text.charAt(i) == '.') {
        if (i - last > 1) {
          return true;
        }
        last = i + 1;
      }
    }
    return false;
  }

  /** {@code IP 10.0.0.7.47157 > 10.0.0.8.443:} of tcpdump. */
  private static boolean isPort(String text, int start, int port) {
    int end = port;
    while (Chars.isDigit(Chars.at(text, end))) {
      end++;
    }
    boolean source = text.startsWith("IP ", start - 3) && text.startsWith(" > ", end);
    boolean target = text.startsWith(" > ", start - 3) && Chars.at(text, end) == ':';
    return source || target;
  }

  /** {@code version 1.2.3.4}, {@code v1.2.3.4}, and the {@code Chrome/141.0.0.0} of browsers. */
  private static boolean isVersion(String text, int start) {
    boolean product =
        start > 1
            && text.charAt(start - 1) == '/'
            && Character.isLetter(text.charAt(start - 2))
            && Chars.at(text, end(text, start)) != '/'
            && !hasLongPart(text, start);
    int wordEnd = start > 0 && " =:".indexOf(text.charAt(start - 1)) >= 0 ? start - 1 : start;
    int word = wordEnd;
    while (word > 0 && start - word < MAX_WORD && Character.isLetter(text.charAt(word - 1))) {
      word--;
    }
    return product
        || text.startsWith("-SNAPSHOT", end(text, start))
        || (wordEnd < start && VERSION.contains(text, word, wordEnd));
  }
}
