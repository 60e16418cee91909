package io.weir.enrich.redact.token;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Credentials after the name of their scheme: {@code Bearer x} (RFC 6750, section 2.1) and {@code
 * Basic x}, base64 of {@code user:password} (RFC 7617). A plain word after the name is no token.
 */
final class AuthSchemeDetector implements Detector {
  private static final String BEARER = "bearer";
  private static final String BASIC = "basic";
  private static final int MIN_TOKEN = 8;
  private static final CharSet NAME = CharSet.LETTERS.and(CharSet.UPPER.not()).or(CharSet.of("_"));
  private static final CharSet TOKEN = CharSet.BASE64.or(CharSet.of(".~:"));

  @Override
  public List<Trigger> triggers() {
    return List.of(
        new Trigger(CharSet.NO_WORD, CharSet.of("Bb"), CharSet.of("eE")),
        new Trigger(CharSet.NO_WORD, CharSet.of("Bb"), CharSet.of("aA")));
  }

  @Override
  public int find(Scan scan, int at) {
    int bearer = afterScheme(scan, at, BEARER);
    if (bearer >= 0) {
      return token(scan, bearer);
    }
    int basic = afterScheme(scan, at, BASIC);
    return basic >= 0 ? userAndPassword(scan, basic) : NOTHING;
  }

  /** The place after a scheme's name and blanks, or -1. */
  private static int afterScheme(Scan scan, int at, String scheme) {
    int end = at + scheme.length();
    boolean named = scan.startsWithIgnoringCase(scheme, at) && Chars.isBlank(scan.at(end));
    return named ? scan.skip(end, CharSet.BLANKS) : -1;
  }

  private static int token(Scan scan, int start) {
    int end = scan.skip(start, TOKEN);
    if (end - start < MIN_TOKEN || isWord(scan, start, end) || isPair(scan, start, end)) {
      return NOTHING;
    }
    scan.hide(start, end, SensitiveClass.BEARER_TOKEN);
    return end;
  }

  /** {@code token_type=bearer expires_in=3600}: a token has its equals signs at the end. */
  private static boolean isPair(Scan scan, int start, int end) {
    int sign = scan.skip(start, NAME);
    return sign < end - 1 && scan.charAt(sign) == '=' && scan.charAt(sign + 1) != '=';
  }

  private static boolean isWord(Scan scan, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = scan.charAt(i);
      if (Chars.isDigit(c) || Chars.isUpper(c) || c == '.' || c == '_') {
        return false;
      }
    }
    return true;
  }

  private static int userAndPassword(Scan scan, int start) {
    int end = scan.skip(start, CharSet.BASE64);
    if (!holdsColon(scan.substring(start, end))) {
      return NOTHING;
    }
    scan.hide(start, end, SensitiveClass.BASIC_CREDENTIALS);
    return end;
  }

  private static boolean holdsColon(String encoded) {
    try {
      byte[] decoded = Base64.getDecoder().decode(encoded);
      return new String(decoded, StandardCharsets.ISO_8859_1).indexOf(':') > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
