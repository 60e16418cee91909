package io.weir.enrich.redact.line;

import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.ValueExclusions;
import io.weir.enrich.redact.scan.Chars;

/** What several parts of a {@link LineContext} ask of a line. */
final class Lines {
  private Lines() {}

  /** How many blanks a line begins with; all of it if there is nothing else. */
  static int indent(String line) {
    int at = 0;
    while (at < line.length() && Chars.isBlank(line.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The end of a line without blanks after its text. */
  static int end(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) <= ' ') {
      end--;
    }
    return end;
  }

  /** Where the first key of a line begins, after the sign of an item of a list. */
  static int keyStart(String line) {
    int start = indent(line);
    return line.startsWith("- ", start) ? start + 2 : start;
  }

  /** Where the first key of a line ends, at a colon or an equals sign; -1 if there is none. */
  static int keyEnd(String line) {
    int start = keyStart(line);
    int end = start;
    while (end < line.length() && (Chars.isKey(line.charAt(end)) || line.charAt(end) == '"')) {
      end++;
    }
    char sign = Chars.at(line, end);
    return end > start && (sign == ':' || sign == '=') ? end : -1;
  }

  /** What is between two places of a line. */
  record Part(String line, int from, int to) {}

  /** Passes on what is between two places, without blanks and quotes around it. */
  static void found(Part part, KeyRule rule, LineContext.Found found) {
    String line = part.line();
    int start = part.from();
    int end = part.to();
    while (start < end && isAround(line.charAt(start))) {
      start++;
    }
    while (end > start && isAround(line.charAt(end - 1))) {
      end--;
    }
    if (!ValueExclusions.isNothing(line, start, end)
        && rule.fits(line.substring(start, end), false)) {
      found.value(start, end, rule.type());
    }
  }

  private static boolean isAround(char c) {
    return c <= ' ' || Chars.isQuote(c);
  }
}
