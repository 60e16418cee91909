package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;

/**
 * A line of a {@code .pgpass}: {@code host:port:database:user:password}, a star in place of what
 * does not matter.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-pgpass.html">PostgreSQL, the password
 *     file</a>
 */
final class PasswordFileDetector implements Detector {
  private static final int MIN_PORT = 4;
  private static final int MAX_PORT = 5;
  private static final int MAX_NAME = 64;
  private static final CharSet NAME = CharSet.ALPHANUMERIC.or(CharSet.of("_-.*"));

  @Override
  public List<Trigger> triggers() {
    CharSet host = CharSet.ALPHANUMERIC.or(CharSet.of("*]"));
    return List.of(new Trigger(host, CharSet.of(":"), CharSet.DIGITS.or(CharSet.of("*"))));
  }

  @Override
  public SensitiveClass soleClass() {
    return SensitiveClass.PASSWORD;
  }

  /** Called before the port. */
  @Override
  public int find(Scan scan, int at) {
    int portEnd = scan.at(at + 1) == '*' ? at + 2 : scan.skip(at + 1, CharSet.DIGITS);
    int digits = portEnd - at - 1;
    boolean port = scan.at(at + 1) == '*' || (digits >= MIN_PORT && digits <= MAX_PORT);
    int databaseEnd = port && scan.at(portEnd) == ':' ? nameEnd(scan, portEnd + 1) : -1;
    int userEnd = databaseEnd < 0 ? -1 : nameEnd(scan, databaseEnd + 1);
    int host = scan.skipBack(at, at - MAX_NAME, NAME);
    if (userEnd < 0 || !isHost(scan, host, at)) {
      return NOTHING;
    }
    int start = userEnd + 1;
    int end = start;
    while (end < scan.length() && scan.charAt(end) > ' ' && !Chars.isQuote(scan.charAt(end))) {
      end++;
    }
    String password = scan.substring(start, end);
    if (!Passwords.looksLikeOne(password) || password.indexOf(':') >= 0) {
      return NOTHING;
    }
    scan.hide(start, end, SensitiveClass.PASSWORD);
    return end;
  }

  /** Of a name that a colon follows; a number is none. */
  private static int nameEnd(Scan scan, int start) {
    int end = scan.skip(start, start + MAX_NAME, NAME);
    boolean named = !Chars.isDigit(scan.at(start)) && end > start;
    return named && scan.at(end) == ':' ? end : -1;
  }

  /** At the start of a word; a clock has digits there only. */
  private static boolean isHost(Scan scan, int host, int end) {
    char before = scan.at(host - 1);
    boolean begins = before <= ' ' || Chars.isQuote(before) || before == '=';
    return host < end && begins && scan.skip(host, end, CharSet.DIGITS) < end;
  }
}
