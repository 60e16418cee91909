package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.Chars;

/** The form {@code user:password}, as RFC 7617 and the arguments of commands have it. */
public final class UserAndPassword {
  private static final int MAX_USER = 64;
  private static final int MAX_PASSWORD = 256;

  private UserAndPassword() {}

  /**
   * True if that is all the text holds. An image with its tag, a path, a URL, a port of a host and
   * a pair of numeric ids are none.
   *
   * @param least characters of the password
   * @param digits the password may be a number, if the user is none
   */
  public static boolean is(String text, int least, boolean digits) {
    int colon = text.indexOf(':');
    int length = text.length() - colon - 1;
    if (colon < 1 || colon > MAX_USER || length < least || length > MAX_PASSWORD) {
      return false;
    }
    if (ValueExclusions.isNothing(text, colon + 1, text.length())) {
      return false;
    }
    boolean named = false;
    boolean number = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || (c == '/' && i <= colon + 1)) {
        return false;
      }
      named |= i < colon && !Chars.isDigit(c);
      number &= i <= colon || Chars.isDigit(c);
    }
    return !number || (digits && named);
  }
}
