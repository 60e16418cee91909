package io.weir.enrich.redact;

import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Keywords;

/** Recognizes a URL's query, or the body of a form, that is a value of its own. */
final class Queries {
  private static final Keywords NAMES =
      Keywords.of("query", "querystring", "query_string", "qs", "rawquery", "raw_query", "search");

  private Queries() {}

  /**
   * True of {@code code=x&state=ok} under any key, and of {@code code=x} under one that says so.
   *
   * @param key that the text is under, or null
   */
  static boolean is(String key, String text) {
    int sign = text.indexOf('=');
    if (sign <= 0 || Chars.keyStart(text, sign) > 0) {
      return false;
    }
    boolean named = key != null && NAMES.contains(key, 0, key.length());
    int ampersand = text.indexOf('&', sign);
    return text.indexOf(' ') < 0
        && (named || (ampersand > 0 && text.indexOf('=', ampersand) > ampersand + 1));
  }
}
