package io.weir.enrich.redact;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Values that are known by how they begin. */
final class TokenDetectors {
  private TokenDetectors() {}

  static List<Detector> all() {
    return List.of(new Jwt(), new Bearer(), new Basic(), new AwsKey());
  }

  private static int base64End(Scan scan, int from) {
    int end = from;
    while (end < scan.length() && Chars.isBase64(scan.charAt(end))) {
      end++;
    }
    return end;
  }

  /** RFC 7519: three parts in base64url, the first of which is a JSON object. */
  private static final class Jwt implements Detector {
    private static final String BEGIN = "eyJ";

    @Override
    public List<Trigger> triggers() {
      return List.of(new Trigger(CharSet.of("y"), CharSet.of("J"), CharSet.ALPHANUMERIC));
    }

    @Override
    public int find(Scan scan, int letter) {
      int at = letter + 1 - BEGIN.length();
      boolean begins = at >= 0 && scan.startsWith(BEGIN, at) && scan.startsWord(at);
      if (!begins || scan.isScanned(this, at)) {
        return NOTHING;
      }
      int header = base64End(scan, at);
      if (header >= scan.length() || scan.charAt(header) != '.') {
        // No other place in this run can begin one either.
        scan.markScanned(this, header);
        return NOTHING;
      }
      int payload = base64End(scan, header + 1);
      boolean signed = payload < scan.length() && scan.charAt(payload) == '.';
      int end = signed ? base64End(scan, payload + 1) : payload;
      // The rest of a token that was cut off is as bad as a whole one.
      scan.hide(at, end, SensitiveClass.JWT);
      return end;
    }
  }

  /** RFC 6750, section 2.1; a plain word after "bearer" is no token. */
  private static final class Bearer implements Detector {
    private static final int MIN_LENGTH = 8;

    @Override
    public List<Trigger> triggers() {
      return List.of(new Trigger(CharSet.NO_WORD, CharSet.of("Bb"), CharSet.of("eE")));
    }

    @Override
    public int find(Scan scan, int at) {
      int start = afterScheme(scan, at, "bearer");
      int end = start < 0 ? -1 : tokenEnd(scan, start);
      if (end - start < MIN_LENGTH || start < 0 || isWord(scan, start, end)) {
        return NOTHING;
      }
      scan.hide(start, end, SensitiveClass.BEARER_TOKEN);
      return end;
    }

    private static int tokenEnd(Scan scan, int from) {
      int end = from;
      while (end < scan.length()
          && (Chars.isBase64(scan.charAt(end)) || ".~:".indexOf(scan.charAt(end)) >= 0)) {
        end++;
      }
      return end;
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
  }

  /** RFC 7617: base64 of {@code user:password}. */
  private static final class Basic implements Detector {
    @Override
    public List<Trigger> triggers() {
      return List.of(new Trigger(CharSet.NO_WORD, CharSet.of("Bb"), CharSet.of("aA")));
    }

    @Override
    public int find(Scan scan, int at) {
      int start = afterScheme(scan, at, "basic");
      if (start < 0) {
        return NOTHING;
      }
      int end = base64End(scan, start);
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

  /** The place after a scheme's name and blanks, or -1. */
  private static int afterScheme(Scan scan, int at, String scheme) {
    int end = at + scheme.length();
    if (!scan.startsWithIgnoringCase(scheme, at)
        || !scan.startsWord(at)
        || end >= scan.length()
        || !Chars.isBlank(scan.charAt(end))) {
      return -1;
    }
    while (end < scan.length() && Chars.isBlank(scan.charAt(end))) {
      end++;
    }
    return end;
  }

  /**
   * Twenty capitals and digits after a known prefix.
   *
   * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html">AWS
   *     unique identifiers</a>
   */
  private static final class AwsKey implements Detector {
    private static final int LENGTH = 20;
    private static final int SECRET_LENGTH = 40;
    private static final List<String> PREFIXES = List.of("AKIA", "ASIA", "ABIA", "ACCA");

    @Override
    public List<Trigger> triggers() {
      return List.of(new Trigger(CharSet.NO_WORD, CharSet.of("A"), CharSet.of("KSBC")));
    }

    @Override
    public int find(Scan scan, int at) {
      int end = at + LENGTH;
      if (end > scan.length()
          || !PREFIXES.contains(scan.substring(at, at + 4))
          || !scan.startsWord(at)
          || !scan.endsWord(end)) {
        return NOTHING;
      }
      for (int i = at; i < end; i++) {
        if (!Chars.isUpper(scan.charAt(i)) && !Chars.isDigit(scan.charAt(i))) {
          return NOTHING;
        }
      }
      scan.hide(at, end, SensitiveClass.AWS_ACCESS_KEY);
      return secretEnd(scan, end);
    }

    /** {@code AKIA…:wJal…}: the secret stands beside its id. */
    private static int secretEnd(Scan scan, int idEnd) {
      int start = idEnd + 1;
      int end = start >= scan.length() ? start : base64End(scan, start);
      boolean beside = end - start == SECRET_LENGTH && ":, /\t|".indexOf(scan.charAt(idEnd)) >= 0;
      if (!beside) {
        return idEnd;
      }
      scan.hide(start, end, SensitiveClass.SECRET);
      return end;
    }
  }
}
