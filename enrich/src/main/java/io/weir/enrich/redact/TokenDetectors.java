package io.weir.enrich.redact;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Values that are known by how they begin. */
final class TokenDetectors {
  private TokenDetectors() {}

  static List<Detector> all() {
    return List.of(new Jwt(), new Bearer(), new Basic(), new AwsKey(), new PrivateKey());
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
    @Override
    public String triggers() {
      return "e";
    }

    @Override
    public int find(String text, int at, Spans spans) {
      if (!text.startsWith("eyJ", at) || !Chars.startsWord(text, at)) {
        return at;
      }
      int header = base64End(text, at);
      if (header >= text.length() || text.charAt(header) != '.') {
        return at;
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
    public String triggers() {
      return "Bb";
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
    public String triggers() {
      return "Bb";
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
    private static final List<String> PREFIXES = List.of("AKIA", "ASIA", "ABIA", "ACCA");

    @Override
    public String triggers() {
      return "A";
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
      return end;
    }
  }

  /** RFC 7468; without its end, everything that can be part of it. */
  private static final class PrivateKey implements Detector {
    private static final String BEGIN = "-----BEGIN ";
    private static final String LABEL = "PRIVATE KEY";
    private static final int MAX_LABEL = 40;

    @Override
    public String triggers() {
      return "-";
    }

    @Override
    public int find(String text, int at, Spans spans) {
      if (!text.startsWith(BEGIN, at)) {
        return at;
      }
      int label = at + BEGIN.length();
      int labelEnd = text.indexOf("-----", label);
      if (labelEnd < 0
          || labelEnd - label > MAX_LABEL
          || !text.substring(label, labelEnd).contains(LABEL)) {
        return at;
      }
      int body = labelEnd + 5;
      int end = body;
      while (end < text.length() && isBody(text.charAt(end))) {
        end++;
      }
      int endMarker = text.lastIndexOf("-----END", end);
      if (endMarker >= body) {
        int close = text.indexOf("-----", endMarker + 8);
        end = close < 0 ? end : close + 5;
      }
      spans.add(at, end, SensitiveClass.PRIVATE_KEY);
      return end;
    }

    /** Also the blanks, line ends (escaped or not) and headers within a block. */
    private static boolean isBody(char c) {
      return Chars.isBase64(c) || c <= ' ' || c == '\\' || c == ':' || c == ',';
    }
  }
}
