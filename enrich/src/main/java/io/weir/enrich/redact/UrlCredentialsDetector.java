package io.weir.enrich.redact;

import java.util.List;

/**
 * {@code user:password} in {@code scheme://user:password@host} (RFC 3986, section 3.2.1) and in the
 * forms that drivers have of their own: {@code user:password@tcp(host)} of Go's MySQL driver,
 * {@code jdbc:oracle:thin:user/password@host} and {@code user/password@host:1521/service} of
 * Oracle.
 */
final class UrlCredentialsDetector implements Detector {
  private static final int MAX_LENGTH = 512;

  /** Of an IPv6 address in brackets, with its zone. */
  private static final int MAX_ADDRESS = 64;

  private static final String THIN = "thin:";
  private static final List<String> ORACLE = List.of("sqlplus ", "impdp ", "expdp ", "target ");
  private static final int MAX_PASSWORD = 64;

  @Override
  public List<Gate> gates() {
    return List.of(
        new Gate(CharSet.ANY, CharSet.of(":"), CharSet.of("/")),
        new Gate(CharSet.ANY, CharSet.of("@"), CharSet.LETTERS),
        new Gate(CharSet.of("n"), CharSet.of(":"), CharSet.ALPHANUMERIC));
  }

  @Override
  public int find(String text, int at, Spans spans) {
    if (text.charAt(at) == '@') {
      boolean go = text.startsWith("tcp(", at + 1) || text.startsWith("unix(", at + 1);
      return go ? ofGo(text, at, spans) : easyConnect(text, at, spans);
    }
    if (text.startsWith("//", at + 1)) {
      return url(text, at + 3, spans, at);
    }
    int thin = at + 1 - THIN.length();
    return text.startsWith(THIN, thin) ? ofOracle(text, at, spans) : at;
  }

  private static int url(String text, int start, Spans spans, int at) {
    int limit = Math.min(text.length(), start + MAX_LENGTH);
    int end = -1;
    int colon = -1;
    for (int i = afterAddress(text, start); i < limit && !endsUrl(text.charAt(i)); i++) {
      char c = text.charAt(i);
      if (c == '@') {
        // The last one counts: people do not always encode an @ in a password.
        end = i;
      } else if (c == ':' && colon < 0) {
        colon = i;
      } else if ((c == '/' || c == '?' || c == '#') && (end >= 0 || !isPassword(text, colon, i))) {
        break;
      }
    }
    if (end < 0) {
      return at;
    }
    spans.add(start, end, SensitiveClass.URL_CREDENTIALS);
    return end + 1;
  }

  /** The colons of an IPv6 address in brackets are no signs. */
  private static int afterAddress(String text, int start) {
    int end = start;
    if (text.startsWith("[", start)) {
      int limit = Math.min(text.length(), start + MAX_ADDRESS);
      while (end < limit && text.charAt(end) != ']') {
        end++;
      }
    }
    return Chars.at(text, end) == ']' ? end : start;
  }

  private static boolean endsUrl(char c) {
    return c == '"' || c == '\\' || c == '<' || c == '>' || c <= ' ';
  }

  /** What stands behind the colon is no port: the slash may belong to a password. */
  private static boolean isPassword(String text, int colon, int end) {
    if (colon < 0 || colon + 1 == end) {
      return false;
    }
    for (int i = colon + 1; i < end; i++) {
      if (!Chars.isDigit(text.charAt(i))) {
        return text.charAt(i) != ']';
      }
    }
    return false;
  }

  private static int ofGo(String text, int at, Spans spans) {
    int start = at;
    int limit = Math.max(0, at - MAX_LENGTH);
    while (start > limit
        && text.charAt(start - 1) > ' '
        && !Chars.isQuote(text.charAt(start - 1))) {
      start--;
    }
    // A key may stand before it, with a sign before the first colon.
    int colon = text.substring(start, at).indexOf(':');
    int sign = text.substring(start, at).indexOf('=');
    start += sign >= 0 && sign < colon ? sign + 1 : 0;
    spans.add(start, at, SensitiveClass.URL_CREDENTIALS);
    return at;
  }

  /** Behind the host come a port and a service, or a program before it tells. */
  private static int easyConnect(String text, int at, Spans spans) {
    int slash = at;
    int limit = Math.max(0, at - MAX_PASSWORD);
    while (slash > limit && text.charAt(slash) > ' ' && text.charAt(slash) != '/') {
      slash--;
    }
    int start = text.charAt(slash) == '/' ? SensitiveKeys.start(text, slash) : slash;
    if (start == slash || slash + 1 == at) {
      return at;
    }
    int word = start;
    boolean told =
        ORACLE.stream().anyMatch(program -> text.startsWith(program, word - program.length()));
    if (!told && !isService(text, at + 1)) {
      return at;
    }
    spans.add(start, at, SensitiveClass.URL_CREDENTIALS);
    return at;
  }

  private static boolean isService(String text, int host) {
    int colon = host;
    while (SensitiveKeys.isKey(Chars.at(text, colon))) {
      colon++;
    }
    int slash = colon + 1;
    while (Chars.isDigit(Chars.at(text, slash))) {
      slash++;
    }
    return Chars.at(text, colon) == ':'
        && slash > colon + 1
        && Chars.at(text, slash) == '/'
        && Chars.isAlphanumeric(Chars.at(text, slash + 1));
  }

  private static int ofOracle(String text, int at, Spans spans) {
    int limit = Math.min(text.length(), at + MAX_LENGTH);
    int slash = -1;
    for (int i = at + 1; i < limit && text.charAt(i) > ' '; i++) {
      if (text.charAt(i) == '/' && slash < 0) {
        slash = i;
      } else if (text.charAt(i) == '@') {
        spans.add(slash < 0 ? i : at + 1, i, SensitiveClass.URL_CREDENTIALS);
        return at;
      }
    }
    return at;
  }
}
