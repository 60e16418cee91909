package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;

/** The argument of an option of a command: where it is, and credentials that it is or holds. */
final class OptionArgument {
  private static final int MAX_ARGUMENT = 400;

  private OptionArgument() {}

  /** Its start: after blanks, or after what separates arguments in a list: {@code ","}. */
  static int start(Scan scan, int flagEnd) {
    int value = flagEnd;
    while ("\"', \t\\".indexOf(scan.at(value)) >= 0) {
      value++;
    }
    // The quote before a value belongs to it.
    boolean quoted = value > flagEnd && Chars.isQuote(scan.charAt(value - 1));
    return quoted && value - 1 > flagEnd ? value - 1 : value;
  }

  private static int end(Scan scan, int start) {
    return ValueBounds.wordEnd(scan, start, Math.min(scan.length(), start + MAX_ARGUMENT));
  }

  /** Hides a user with a password: {@code ana:x}, in quotes or not. */
  static int hideUser(Scan scan, int flagEnd) {
    int start = start(scan, flagEnd);
    start += Chars.isQuote(scan.at(start)) ? 1 : 0;
    boolean quoted = start > flagEnd && Chars.isQuote(scan.charAt(start - 1));
    int end = quoted ? ValueBounds.quoteEnd(scan, start - 1) : end(scan, start);
    boolean phrase = quoted && holdsPassword(scan, start, end);
    if (!phrase
        && !isPasswordAlone(scan.substring(start, end))
        && !UserAndPassword.is(scan.substring(start, end), 1, true)) {
      return Detector.NOTHING;
    }
    scan.hide(start, end, SensitiveClass.BASIC_CREDENTIALS);
    return end;
  }

  /** {@code :x}, as services take a key from users without a name; {@code :0.0} is a display. */
  private static boolean isPasswordAlone(String text) {
    return text.startsWith(":") && Passwords.looksLikeOne(text.substring(1));
  }

  /** In quotes a password may have blanks, and a user none. */
  private static boolean holdsPassword(Scan scan, int start, int end) {
    int colon = scan.indexOf(':', start);
    return colon > start
        && colon < end
        && !ValueExclusions.isNothing(scan.text(), colon + 1, end)
        && scan.substring(start, colon).indexOf(' ') < 0;
  }

  /** Hides the password after a sign: {@code user%x} of Samba's programs, {@code user,x}. */
  static int hidePassword(Scan scan, int flagEnd, char sign) {
    int start = start(scan, flagEnd);
    int end = start;
    while (end < scan.length() && scan.charAt(end) > ' ' && !Chars.isQuote(scan.charAt(end))) {
      end++;
    }
    int separator = scan.substring(start, end).indexOf(sign);
    if (separator >= 1) {
      scan.hide(start + separator + 1, end, SensitiveClass.PASSWORD);
    }
    // The user may be an address.
    return Detector.NOTHING;
  }

  /** Hides the value of {@code --from-literal=name=x}. */
  static int hideLiteral(Scan scan, int flagEnd) {
    int start = scan.at(flagEnd) == '=' ? flagEnd + 1 : start(scan, flagEnd);
    boolean quoted = Chars.isQuote(scan.at(start));
    int end = quoted ? ValueBounds.quoteEnd(scan, start) : end(scan, start);
    int sign = scan.indexOf('=', start);
    if (sign < 0 || sign + 1 >= end) {
      return Detector.NOTHING;
    }
    int value = sign + 1;
    if (!quoted && Chars.isQuote(scan.at(value))) {
      return ValueFinder.hide(scan, value, new KeyRule(SensitiveClass.SECRET, KeyRule.Kind.ALWAYS));
    }
    scan.hide(value, end, SensitiveClass.SECRET);
    return end;
  }
}
