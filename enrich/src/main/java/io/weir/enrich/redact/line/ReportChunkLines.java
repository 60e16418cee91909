package io.weir.enrich.redact.line;

import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.SensitiveClass;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rest of a literal in a report that PostgreSQL divided for syslog, where its lines came too
 * late to be joined: {@code postgres[7]: [3-1] … PASSWORD 'hun} and {@code postgres[7]: [3-2]
 * ter2'}. Lines of other processes may come between them.
 */
final class ReportChunkLines implements LineContext.Part {
  private static final int MAX_HEADER = 300;

  /** So many lines may come between two of a report. */
  private static final int MAX_BETWEEN = 64;

  /** So many processes can have a literal open at a time. */
  private static final int MAX_OPEN = 16;

  /** By process and report, such as {@code postgres[7]: [3}, the oldest first. */
  private final Map<String, Literal> open = new LinkedHashMap<>();

  private long lines;

  /** A literal that the line of a number did not close. */
  private record Literal(SensitiveClass type, long line) {}

  @Override
  public void read(String line, SensitiveKeys keys, LineContext.Found found) {
    lines++;
    int number = numberStart(line);
    if (number < 0) {
      return;
    }
    int from = textStart(line, number);
    String report = writer(line, number) + line.substring(number, line.indexOf('-', number));
    Literal literal = open.remove(report);
    if (literal != null && lines - literal.line() <= MAX_BETWEEN + 1) {
      int close = closing(line, from);
      found.value(from, close < 0 ? Lines.end(line) : close, literal.type());
      if (close < 0) {
        note(report, literal.type());
        return;
      }
      from = close + 1;
    }
    SensitiveClass type = openAtEnd(line, from, keys);
    if (type != null) {
      note(report, type);
    }
  }

  private void note(String report, SensitiveClass type) {
    open.put(report, new Literal(type, lines));
    if (open.size() > MAX_OPEN) {
      open.remove(open.keySet().iterator().next());
    }
  }

  /** The quote that ends a literal, in which quotes are doubled; -1 if none does. */
  private static int closing(String line, int from) {
    int at = line.indexOf('\'', from);
    while (at >= 0 && Chars.at(line, at + 1) == '\'') {
      at = line.indexOf('\'', at + 2);
    }
    return at;
  }

  /** Where the number of report and chunk is, after its bracket; -1 if there is none. */
  private static int numberStart(String line) {
    int at = line.indexOf(" [");
    while (at > 0 && at <= MAX_HEADER && textStart(line, at + 2) < 0) {
      at = line.indexOf(" [", at + 1);
    }
    return at <= 0 || at > MAX_HEADER ? -1 : at + 2;
  }

  /** After the number of report and chunk; -1 if there is none. */
  private static int textStart(String line, int from) {
    int at = afterDigits(line, from);
    int end = Chars.at(line, at) == '-' ? afterDigits(line, at + 1) : at;
    return at > from && end > at + 1 && line.startsWith("] ", end) ? end + 2 : -1;
  }

  /** The process in a header of RFC 3164 or 5424, whose time and host are before it. */
  private static String writer(String line, int number) {
    int start = number - 2;
    if (line.charAt(start - 1) == ':') {
      return line.substring(line.lastIndexOf(' ', start - 1) + 1, start);
    }
    // postgres 7 - - [
    for (int words = 0; words < 4 && start > 0; words++) {
      start = line.lastIndexOf(' ', start - 1);
    }
    return line.substring(start + 1, number);
  }

  private static int afterDigits(String line, int from) {
    int at = from;
    while (Chars.isDigit(Chars.at(line, at))) {
      at++;
    }
    return at;
  }

  /** The class of a literal that the line does not close, if what is before it says one. */
  private static SensitiveClass openAtEnd(String line, int from, SensitiveKeys keys) {
    int open = -1;
    for (int at = line.indexOf('\'', from); at >= 0; at = line.indexOf('\'', at + 1)) {
      open = open < 0 ? at : -1;
    }
    int keyEnd = open < 0 ? 0 : beforeSigns(line, open);
    KeyRule rule = keyEnd == 0 ? null : keys.ruleBefore(line, keyEnd, false);
    boolean identified = line.regionMatches(true, keyEnd - 2, "by", 0, 2);
    return rule != null && rule.kind() == KeyRule.Kind.ALWAYS
        ? rule.type()
        : identified ? SensitiveClass.PASSWORD : null;
  }

  /** Before blanks, an equals sign or a colon, and the letter of {@code E'x'}. */
  private static int beforeSigns(String line, int open) {
    int end = open;
    end -=
        end > 1 && "EN".indexOf(line.charAt(end - 1)) >= 0 && line.charAt(end - 2) <= ' ' ? 1 : 0;
    while (end > 0 && (line.charAt(end - 1) <= ' ' || "=:>".indexOf(line.charAt(end - 1)) >= 0)) {
      end--;
    }
    return end;
  }
}
