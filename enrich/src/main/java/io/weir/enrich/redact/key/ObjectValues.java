package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Keywords;
import io.weir.enrich.redact.scan.Scan;
import java.util.List;

/** What an object in a text holds whose key says that all of it is sensitive. */
public final class ObjectValues {
  /** Members of a JSON Schema: what {@code password} is in the description of an interface. */
  private static final Keywords SCHEMA =
      Keywords.of("type", "format", "description", "minlength", "maxlength", "title", "pattern");

  /** Members of an object that names a secret and holds none: a volume, an access key of AWS. */
  private static final List<String> REFERENCES = List.of("secretName", "accessKeyId");

  /** Shorter ones count something. */
  private static final int MIN_NUMBER = 4;

  private static final int MAX_REFERENCE = 512;
  private static final int MAX_DEPTH = 64;

  private ObjectValues() {}

  /** True of a member whose object only says which secret is meant. */
  public static boolean isReference(String member) {
    return REFERENCES.contains(member);
  }

  /** True if a brace opens an object of JSON, or of a language with its literals. */
  static boolean isObject(Scan scan, int brace) {
    int quote = afterBlanks(scan, brace + 1);
    return Chars.isQuote(scan.at(quote)) && scan.at(brace) == '{';
  }

  /**
   * Hides every value in an object, at any depth.
   *
   * @return the end of the object, or {@link Detector#NOTHING} if it describes a value
   */
  static int hide(Scan scan, int brace, KeyRule rule) {
    int first = afterBlanks(scan, brace + 1) + 1;
    boolean schema = SCHEMA.contains(scan.text(), first, scan.keyEnd(first, scan.length()));
    if (schema || isReference(scan, brace)) {
      return Detector.NOTHING;
    }
    int depth = 0;
    int at = brace;
    while (at < scan.length()) {
      char c = scan.charAt(at);
      if (c == '{' || c == '[') {
        depth++;
        at++;
      } else if (c == '}' || c == ']') {
        at++;
        if (--depth == 0) {
          return at;
        }
      } else if (c <= ' ' || c == ',' || c == ':' || depth > MAX_DEPTH) {
        at++;
      } else {
        at = item(scan, at, rule);
      }
    }
    return at;
  }

  private static boolean isReference(Scan scan, int brace) {
    int end = brace + 1;
    int limit = Math.min(scan.length(), brace + MAX_REFERENCE);
    while (end < limit && "{}".indexOf(scan.charAt(end)) < 0) {
      end++;
    }
    String members = scan.substring(brace, end);
    return REFERENCES.stream().anyMatch(name -> members.contains(name + '"'));
  }

  /** Over a key, or over a value that is hidden. */
  private static int item(Scan scan, int start, KeyRule rule) {
    boolean quoted = Chars.isQuote(scan.charAt(start));
    int end = quoted ? ValueBounds.closing(scan, start) : plainEnd(scan, start);
    int next = afterBlanks(scan, quoted ? end + 1 : end);
    int from = quoted ? start + 1 : start;
    boolean count = !quoted && end - from < MIN_NUMBER;
    if (scan.at(next) != ':' && !count && !ValueExclusions.isNothing(scan.text(), from, end)) {
      scan.hide(from, end, rule.type());
    }
    return Math.max(start + 1, quoted ? end + 1 : end);
  }

  private static int plainEnd(Scan scan, int start) {
    int end = start;
    while (end < scan.length()
        && scan.charAt(end) > ' '
        && ",:{}[]".indexOf(scan.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static int afterBlanks(Scan scan, int from) {
    int at = from;
    while (at < scan.length() && scan.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }
}
