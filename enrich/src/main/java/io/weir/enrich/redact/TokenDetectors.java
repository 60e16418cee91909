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

  private static int base64End(String text, int from) {
    int end = from;
    while (end < text.length() && Chars.isBase64(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** RFC 7519: three parts in base64url, the first of which is a JSON object. */
  private static final class Jwt implements Detector {
    private static final String BEGIN = "eyJ";

    @Override
    public List<Gate> gates() {
      return List.of(new Gate(CharSet.of("y"), CharSet.of("J"), CharSet.ALPHANUMERIC));
    }

    @Override
    public int find(String text, int letter, Spans spans) {
      int at = letter + 1 - BEGIN.length();
      boolean begins = at >= 0 && text.startsWith(BEGIN, at) && Chars.startsWord(text, at);
      if (!begins || spans.isPassed(this, at)) {
        return letter;
      }
      int header = base64End(text, at);
      if (header >= text.length() || text.charAt(header) != '.') {
        // No other place in this run can begin one either.
        spans.pass(this, header);
        return letter;
      }
      int payload = base64End(text, header + 1);
      boolean signed = payload < text.length() && text.charAt(payload) == '.';
      int end = signed ? base64End(text, payload + 1) : payload;
      // The rest of a token that was cut off is as bad as a whole one.
      spans.add(at, end, SensitiveClass.JWT);
      return end;
    }
  }

  /** RFC 6750, section 2.1; a plain word after "bearer" is no token. */
  private static final class Bearer implements Detector {
    private static final int MIN_LENGTH = 8;

    @Override
    public List<Gate> gates() {
      return List.of(new Gate(CharSet.NO_WORD, CharSet.of("Bb"), CharSet.of("eE")));
    }

    @Override
    public int find(String text, int at, Spans spans) {
      int start = afterScheme(text, at, "bearer");
      int end = start < 0 ? -1 : tokenEnd(text, start);
      if (end - start < MIN_LENGTH || start < 0 || isWord(text, start, end)) {
        return at;
      }
      spans.add(start, end, SensitiveClass.BEARER_TOKEN);
      return end;
    }

    private static int tokenEnd(String text, int from) {
      int end = from;
      while (end < text.length()
          && (Chars.isBase64(text.charAt(end)) || ".~:".indexOf(text.charAt(end)) >= 0)) {
        end++;
      }
      return end;
    }

    private static boolean isWord(String text, int start, int end) {
      for (int i = start; i < end; i++) {
        char c = text.charAt(i);
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
    public List<Gate> gates() {
      return List.of(new Gate(CharSet.NO_WORD, CharSet.of("Bb"), CharSet.of("aA")));
    }

    @Override
    public int find(String text, int at, Spans spans) {
      int start = afterScheme(text, at, "basic");
      if (start < 0) {
        return at;
      }
      int end = base64End(text, start);
      if (!holdsColon(text.substring(start, end))) {
        return at;
      }
      spans.add(start, end, SensitiveClass.BASIC_CREDENTIALS);
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
  private static int afterScheme(String text, int at, String scheme) {
    int end = at + scheme.length();
    if (!text.regionMatches(true, at, scheme, 0, scheme.length())
        || !Chars.startsWord(text, at)
        || end >= text.length()
        || !Chars.isBlank(text.charAt(end))) {
      return -1;
    }
    while (end < text.length() && Chars.isBlank(text.charAt(end))) {
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
    public List<Gate> gates() {
      return List.of(new Gate(CharSet.NO_WORD, CharSet.of("A"), CharSet.of("KSBC")));
    }

    @Override
    public int find(String text, int at, Spans spans) {
      int end = at + LENGTH;
      if (end > text.length()
          || !PREFIXES.contains(text.substring(at, at + 4))
          || !Chars.startsWord(text, at)
          || !Chars.endsWord(text, end)) {
        return at;
      }
      for (int i = at; i < end; i++) {
        if (!Chars.isUpper(text.charAt(i)) && !Chars.isDigit(text.charAt(i))) {
          return at;
        }
      }
      spans.add(at, end, SensitiveClass.AWS_ACCESS_KEY);
      return secretEnd(text, end, spans);
    }

    /** {@code AKIA…:wJal…}: the secret stands beside its id. */
    private static int secretEnd(String text, int idEnd, Spans spans) {
      int start = idEnd + 1;
      int end = start >= text.length() ? start : base64End(text, start);
      boolean beside = end - start == SECRET_LENGTH && ":, /\t|".indexOf(text.charAt(idEnd)) >= 0;
      if (!beside) {
        return idEnd;
      }
      spans.add(start, end, SensitiveClass.SECRET);
      return end;
    }
  }
}
