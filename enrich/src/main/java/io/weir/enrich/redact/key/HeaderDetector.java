package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Headers that authorise: {@code Authorization: Digest username="x", response="y"}, {@code Cookie:
 * a=b; c=d}. Their value has blanks, quotes and signs, and goes to the end of the line or to the
 * quote that the header itself is in.
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

  /** After a scheme that nobody knows, shorter ones are plain words. */
  private static final int MIN_TOKEN = 12;

  @Override
  public List<Trigger> triggers() {
    CharSet last = CharSet.of("nNeE");
    return List.of(
        new Trigger(last, CharSet.of(":"), CharSet.EDGES.not()),
        new Trigger(last, CharSet.of("="), CharSet.LETTERS));
  }

  @Override
  public int find(Scan scan, int at) {
    boolean cookie = endsWith(scan, at, "cookie");
    if (!cookie && !endsWith(scan, at, "authorization")) {
      return NOTHING;
    }
    int start = scan.skip(at + 1, CharSet.BLANKS);
    char first = scan.at(start);
    if (Chars.isQuote(first) || first == '\\' || first == '[') {
      // A pair as any other.
      return NOTHING;
    }
    boolean variable = scan.charAt(at) == '=';
    if (variable && cookie) {
      return NOTHING;
    }
    int end = cookie ? end(scan, at, start) : credentialsEnd(scan, at, start, variable);
    if (ValueExclusions.isNothing(scan.text(), start, end)) {
      return NOTHING;
    }
    scan.hide(start, end, cookie ? SensitiveClass.COOKIE : SensitiveClass.AUTHORIZATION);
    return end;
  }

  /**
   * The same after a key in another form, such as {@code Authorization = Bearer x}.
   *
   * @param variable a {@code =} and nothing else is between key and value
   */
  static int credentials(Scan scan, int keyEnd, int start, boolean variable) {
    int end = credentialsEnd(scan, keyEnd, start, variable);
    if (ValueExclusions.isNothing(scan.text(), start, end)) {
      return NOTHING;
    }
    scan.hide(start, end, SensitiveClass.AUTHORIZATION);
    return end;
  }

  private static boolean endsWith(Scan scan, int end, String name) {
    return scan.startsWithIgnoringCase(name, end - name.length());
  }

  /**
   * @param variable it is a pair among others, so that the rest of the line is not all its own
   */
  private static int credentialsEnd(Scan scan, int at, int start, boolean variable) {
    int limit = Math.min(scan.length(), start + MAX_SCHEME);
    int scheme = scan.keyEnd(start, limit);
    String name = scan.substring(start, scheme).toLowerCase(Locale.ROOT);
    if (scan.at(scheme) != ' ') {
      return variable ? at : end(scan, at, start);
    }
    int credentials = scan.skip(scheme, CharSet.BLANKS);
    int token = ValueBounds.wordEnd(scan, credentials, scan.length());
    boolean parameters = token > start && scan.charAt(token - 1) == '=' && isQuoted(scan, token);
    boolean one = ONE_TOKEN.contains(name) || (variable && token - credentials >= MIN_TOKEN);
    if (one && !parameters) {
      // A scheme without credentials is none: <token>, ***, $TOKEN.
      return ValueExclusions.isNothing(scan.text(), credentials, token) ? start : token;
    }
    return variable && !parameters ? at : end(scan, at, start);
  }

  private static boolean isQuoted(Scan scan, int at) {
    return Chars.isQuote(scan.at(at));
  }

  /** Up to the quote that is before the name of the header, if one is. */
  private static int end(Scan scan, int at, int start) {
    char around = scan.at(scan.keyStart(at) - 1);
    boolean quoted = Chars.isQuote(around);
    int end = start;
    while (end < scan.length()) {
      char c = scan.charAt(end);
      if (c == '\n' || c == '\r' || (quoted && c == around)) {
        break;
      }
      end++;
    }
    while (end > start && (scan.charAt(end - 1) == '\\' || scan.charAt(end - 1) == ' ')) {
      end--;
    }
    return end;
  }
}
