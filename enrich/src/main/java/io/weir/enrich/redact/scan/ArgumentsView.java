package io.weir.enrich.redact.scan;

import java.util.Arrays;

/**
 * A text in which lists of arguments are command lines: the {@code a0="psql" a1="--password"} of
 * auditd (hexadecimal where it has to be, as its {@code proctitle=} is), {@code
 * command=psql&command=--password} of Kubernetes, arrays of strings, and what {@code /proc} has
 * with a zero after each argument.
 */
public final class ArgumentsView implements TextView {
  private static final String PARAMETER = "command=";
  private static final String TITLE = "proctitle=";
  private static final int MAX_ARGUMENTS = 1_000;

  private final String source;
  private final StringBuilder text = new StringBuilder();
  private int[] origins;

  private ArgumentsView(String source) {
    this.source = source;
    this.origins = new int[source.length() + 1];
    int at = 0;
    while (at < source.length()) {
      at = read(at);
    }
    origins[text.length()] = source.length();
  }

  /** The view of a text; of one without arguments the text itself. */
  public static ArgumentsView of(String text) {
    return new ArgumentsView(text);
  }

  @Override
  public String text() {
    return text.toString();
  }

  @Override
  public int origin(int at) {
    return origins[at];
  }

  /** Reads what is at a place of the source; returns the place after it. */
  private int read(int at) {
    char c = source.charAt(at);
    return switch (c) {
      case 0 -> put(' ', at, at + 1);
      case '&', '?' ->
          source.startsWith(PARAMETER, at + 1)
              ? put(' ', at, at + 1 + PARAMETER.length())
              : put(c, at, at + 1);
      case 'a' -> numbered(at);
      case 'p' -> source.startsWith(TITLE, at) ? title(at) : put(c, at, at + 1);
      case '[' -> array(at);
      default -> put(c, at, at + 1);
    };
  }

  private int put(char c, int origin, int next) {
    origins[text.length()] = origin;
    text.append(c);
    return next;
  }

  private void putAll(int from, int to) {
    for (int i = from; i < to; i++) {
      put(source.charAt(i), i, i + 1);
    }
  }

  /** {@code a1="x"}, {@code a1=2D70}. */
  private int numbered(int at) {
    int sign = at + 1;
    while (Chars.isDigit(Chars.at(source, sign))) {
      sign++;
    }
    boolean argument =
        sign > at + 1
            && Chars.at(source, sign) == '='
            && (at == 0 || Chars.at(source, at - 1) <= ' ');
    if (!argument) {
      return put('a', at, at + 1);
    }
    int start = sign + 1;
    if (Chars.at(source, start) == '"') {
      int close = source.indexOf('"', start + 1);
      int end = close < 0 ? source.length() : close;
      putAll(start + 1, end);
      return Math.min(source.length(), end + 1);
    }
    int end = wordEnd(start);
    return isHex(start, end) ? decoded(start, end) : plain(start, end);
  }

  /** {@code proctitle=2F62696E}: the command line, a zero after each argument. */
  private int title(int at) {
    int start = at + TITLE.length();
    int end = wordEnd(start);
    if (!isHex(start, end)) {
      return plain(at, end);
    }
    put(' ', at, start);
    return decoded(start, end);
  }

  private int wordEnd(int start) {
    int end = start;
    while (end < source.length() && source.charAt(end) > ' ') {
      end++;
    }
    return end;
  }

  private int plain(int start, int end) {
    putAll(start, end);
    return end;
  }

  private boolean isHex(int start, int end) {
    boolean hex = end > start && (end - start) % 2 == 0;
    for (int i = start; i < end && hex; i++) {
      hex = Chars.isHex(source.charAt(i));
    }
    return hex;
  }

  private int decoded(int start, int end) {
    for (int i = start; i < end; i += 2) {
      char c = (char) Integer.parseInt(source, i, i + 2, 16);
      put(c == 0 ? ' ' : c, i, i + 2);
    }
    return end;
  }

  /** {@code ["psql", "--password", "x"]}: one of them is an option, and all are texts. */
  private int array(int at) {
    int end = at + 1;
    boolean option = false;
    int items = 0;
    while (items++ < MAX_ARGUMENTS) {
      int open = afterBlanks(end);
      char quote = Chars.at(source, open);
      int close = quote == '"' || quote == '\'' ? close(open, quote) : -1;
      if (close < 0) {
        return put('[', at, at + 1);
      }
      option |= Chars.at(source, open + 1) == '-';
      end = afterBlanks(close + 1);
      if (Chars.at(source, end) == ']') {
        break;
      }
      if (Chars.at(source, end) != ',') {
        return put('[', at, at + 1);
      }
      end++;
    }
    return option ? joined(at, end + 1) : plain(at, at + 1);
  }

  private int joined(int start, int end) {
    int at = start + 1;
    while (at < end) {
      int open = afterBlanks(at);
      char quote = Chars.at(source, open);
      if (quote != '"' && quote != '\'') {
        return plain(end - 1, end);
      }
      int close = close(open, quote);
      put(' ', at - 1, at);
      putAll(open + 1, close);
      // The blank after an argument is in the place of the quote that closes it.
      put(' ', close, close + 1);
      at = afterBlanks(close + 1) + 1;
    }
    return end;
  }

  private int close(int open, char quote) {
    int at = open + 1;
    while (at < source.length() && source.charAt(at) != quote) {
      at += source.charAt(at) == '\\' ? 2 : 1;
    }
    return at < source.length() ? at : -1;
  }

  private int afterBlanks(int from) {
    int at = from;
    while (Chars.isBlank(Chars.at(source, at))) {
      at++;
    }
    return at;
  }

  @Override
  public String toString() {
    return text + Arrays.toString(Arrays.copyOf(origins, text.length()));
  }
}
