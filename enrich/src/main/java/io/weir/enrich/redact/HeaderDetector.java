package io.weir.enrich.redact;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Headers that authorise: {@code Authorization: Digest username="x", response="y"}, {@code Cookie:
 * a=b; c=d}. Their value has blanks, quotes and signs, and goes to the end of the line or to the
 * quote that the header itself stands in.
 */
final class HeaderDetector implements Detector {
  /** Schemes whose credentials are one token, as the registry of IANA and practice have them. */
  private static final Set<String> ONE_TOKEN =
      Set.of(
          "bearer",
          "basic",
          "token",
          "negotiate",
          "ntlm",
          "apikey",
          "dpop",
          "jwt",
          "key",
          "bot",
          "ssws",
          "splunk",
          "geniekey",
          "sharedkey",
          "sharedkeylite",
          "aws",
          "apitoken");

  private static final int MAX_SCHEME = 20;

  /** Shorter words behind a scheme that nobody knows are words. */
  private static final int MIN_TOKEN = 12;

  @Override
  public List<Gate> gates() {
    CharSet last = CharSet.of("nNeE");
    return List.of(
        new Gate(last, CharSet.of(":"), CharSet.EDGES.not()),
        new Gate(last, CharSet.of("="), CharSet.LETTERS));
  }

  @Override
  public int find(String text, int at, Spans spans) {
    boolean cookie = endsWith(text, at, "cookie");
    if (!cookie && !endsWith(text, at, "authorization")) {
      return at;
    }
    int start = at + 1;
    while (Chars.isBlank(Chars.at(text, start))) {
      start++;
    }
    char first = Chars.at(text, start);
    if (Chars.isQuote(first) || first == '\\' || first == '[') {
      // A pair as any other.
      return at;
    }
    boolean variable = text.charAt(at) == '=';
    if (variable && cookie) {
      return at;
    }
    int end = cookie ? end(text, at, start) : credentialsEnd(text, at, start, variable);
    if (NoValue.is(text, start, end)) {
      return at;
    }
    spans.add(start, end, cookie ? SensitiveClass.COOKIE : SensitiveClass.AUTHORIZATION);
    return end;
  }

  /**
   * The same behind a key in another form, such as {@code Authorization = Bearer x}.
   *
   * @param variable nothing but the sign stands between
   */
  static int credentials(
      String text, int keyEnd, int start, boolean variable, Spans spans, int at) {
    int end = credentialsEnd(text, keyEnd, start, variable && text.charAt(at) == '=');
    if (NoValue.is(text, start, end)) {
      return at;
    }
    spans.add(start, end, SensitiveClass.AUTHORIZATION);
    return Math.max(end, at);
  }

  private static boolean endsWith(String text, int end, String name) {
    return text.regionMatches(true, end - name.length(), name, 0, name.length());
  }

  /**
   * @param variable it is a pair among others, so that the rest of the line is not all its own
   */
  private static int credentialsEnd(String text, int at, int start, boolean variable) {
    int scheme = start;
    int limit = Math.min(text.length(), start + MAX_SCHEME);
    while (scheme < limit && SensitiveKeys.isKey(text.charAt(scheme))) {
      scheme++;
    }
    String name = text.substring(start, scheme).toLowerCase(Locale.ROOT);
    if (Chars.at(text, scheme) != ' ') {
      return variable ? at : end(text, at, start);
    }
    int credentials = scheme;
    while (Chars.isBlank(Chars.at(text, credentials))) {
      credentials++;
    }
    int token = ValueEnds.wordEnd(text, credentials, text.length());
    boolean parameters = token > start && text.charAt(token - 1) == '=' && isQuoted(text, token);
    boolean one = ONE_TOKEN.contains(name) || (variable && token - credentials >= MIN_TOKEN);
    if (one && !parameters) {
      // A scheme without credentials is none: <token>, ***, $TOKEN.
      return NoValue.is(text, credentials, token) ? start : token;
    }
    return variable && !parameters ? at : end(text, at, start);
  }

  private static boolean isQuoted(String text, int at) {
    return Chars.isQuote(Chars.at(text, at));
  }

  /** Up to the quote that stands before the name of the header, if one does. */
  private static int end(String text, int at, int start) {
    char around = Chars.at(text, SensitiveKeys.start(text, at) - 1);
    boolean quoted = Chars.isQuote(around);
    int end = start;
    while (end < text.length()) {
      char c = text.charAt(end);
      if (c == '\n' || c == '\r' || (quoted && c == around)) {
        break;
      }
      end++;
    }
    while (end > start && (text.charAt(end - 1) == '\\' || text.charAt(end - 1) == ' ')) {
      end--;
    }
    return end;
  }
}
