package io.weir.enrich.redact.token;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Entropy;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
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
  public List<Trigger> triggers() {
    return List.of(
        new Trigger(CharSet.ANY, CharSet.of(":"), CharSet.of("/")),
        new Trigger(CharSet.ANY, CharSet.of("@"), CharSet.LETTERS),
        new Trigger(CharSet.of("n"), CharSet.of(":"), CharSet.ALPHANUMERIC));
  }

  @Override
  public int find(Scan scan, int at) {
    if (scan.charAt(at) == '@') {
      boolean go = scan.startsWith("tcp(", at + 1) || scan.startsWith("unix(", at + 1);
      return go ? ofGo(scan, at) : easyConnect(scan, at);
    }
    if (scan.startsWith("//", at + 1)) {
      return url(scan, at + 3);
    }
    int thin = at + 1 - THIN.length();
    return scan.startsWith(THIN, thin) ? ofOracle(scan, at) : NOTHING;
  }

  private static int url(Scan scan, int start) {
    int limit = Math.min(scan.length(), start + MAX_LENGTH);
    int end = -1;
    int colon = -1;
    for (int i = afterAddress(scan, start); i < limit && !endsUrl(scan.charAt(i)); i++) {
      char c = scan.charAt(i);
      if (c == '@') {
        // The last one counts: people do not always encode an @ in a password.
        end = i;
      } else if (c == ':' && colon < 0) {
        colon = i;
      } else if ((c == '/' || c == '?' || c == '#') && (end >= 0 || !isPassword(scan, colon, i))) {
        break;
      }
    }
    if (end < 0 || ((colon < 0 || colon > end) && !isToken(scan, start, end))) {
      return NOTHING;
    }
    scan.hide(start, end, SensitiveClass.URL_CREDENTIALS);
    return end + 1;
  }

  /**
   * What is alone before the host is a token if it looks generated, or has digits where a browser
   * would send it; {@code ssh://git@host} and {@code docker://nginx@sha256} name somebody or
   * something.
   */
  private static boolean isToken(Scan scan, int start, int end) {
    String user = scan.substring(start, end);
    boolean web = scan.startsWith("http", start - 7) || scan.startsWith("https", start - 8);
    return Entropy.isRandom(user) || (web && user.chars().anyMatch(c -> Chars.isDigit((char) c)));
  }

  /** The colons of an IPv6 address in brackets are no signs. */
  private static int afterAddress(Scan scan, int start) {
    int end = start;
    if (scan.startsWith("[", start)) {
      int limit = Math.min(scan.length(), start + MAX_ADDRESS);
      while (end < limit && scan.charAt(end) != ']') {
        end++;
      }
    }
    return scan.at(end) == ']' ? end : start;
  }

  private static boolean endsUrl(char c) {
    return c == '"' || c == '\\' || c == '<' || c == '>' || c <= ' ';
  }

  /** What follows the colon is no port: the slash may belong to a password. */
  private static boolean isPassword(Scan scan, int colon, int end) {
    if (colon < 0 || colon + 1 == end) {
      return false;
    }
    for (int i = colon + 1; i < end; i++) {
      if (!Chars.isDigit(scan.charAt(i))) {
        return scan.charAt(i) != ']';
      }
    }
    return false;
  }

  private static int ofGo(Scan scan, int at) {
    int start = at;
    int limit = Math.max(0, at - MAX_LENGTH);
    while (start > limit
        && scan.charAt(start - 1) > ' '
        && !Chars.isQuote(scan.charAt(start - 1))) {
      start--;
    }
    // A key may be before it, with a sign before the first colon.
    int colon = scan.substring(start, at).indexOf(':');
    int sign = scan.substring(start, at).indexOf('=');
    start += sign >= 0 && sign < colon ? sign + 1 : 0;
    scan.hide(start, at, SensitiveClass.URL_CREDENTIALS);
    return NOTHING;
  }

  /** After the host come a port and a service, or a program is before it. */
  private static int easyConnect(Scan scan, int at) {
    int slash = at;
    int limit = Math.max(0, at - MAX_PASSWORD);
    while (slash > limit && scan.charAt(slash) > ' ' && scan.charAt(slash) != '/') {
      slash--;
    }
    int start = scan.charAt(slash) == '/' ? scan.keyStart(slash) : slash;
    if (start == slash || slash + 1 == at) {
      return NOTHING;
    }
    int word = start;
    boolean called =
        ORACLE.stream().anyMatch(program -> scan.startsWith(program, word - program.length()));
    if (!called && !isService(scan, at + 1)) {
      return NOTHING;
    }
    scan.hide(start, at, SensitiveClass.URL_CREDENTIALS);
    return NOTHING;
  }

  private static boolean isService(Scan scan, int host) {
    int colon = scan.keyEnd(host, scan.length());
    int slash = scan.skip(colon + 1, CharSet.DIGITS);
    return scan.at(colon) == ':'
        && slash > colon + 1
        && scan.at(slash) == '/'
        && Chars.isAlphanumeric(scan.at(slash + 1));
  }

  private static int ofOracle(Scan scan, int at) {
    int limit = Math.min(scan.length(), at + MAX_LENGTH);
    int slash = -1;
    for (int i = at + 1; i < limit && scan.charAt(i) > ' '; i++) {
      if (scan.charAt(i) == '/' && slash < 0) {
        slash = i;
      } else if (scan.charAt(i) == '@') {
        scan.hide(slash < 0 ? i : at + 1, i, SensitiveClass.URL_CREDENTIALS);
        return NOTHING;
      }
    }
    return NOTHING;
  }
}
