package io.weir.enrich.redact.token;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;
import java.util.Set;

/**
 * The passwords of a logon in a FIX message, {@code 8=FIX.4.4|35=A|553=ana|554=x|10=110|}: fields
 * 554 and 925, between SOH or what logs have in its place.
 *
 * @see <a href="https://www.fixtrading.org/standards/fix-session-layer-online/">FIX session
 *     layer</a>
 */
final class FixMessageDetector implements Detector {
  private static final String BEGIN = "8=FIX";
  private static final Set<String> PASSWORDS = Set.of("554", "925");
  private static final String SEPARATORS_OR_END = "\u0001|^;\n";

  @Override
  public List<Trigger> triggers() {
    return List.of(new Trigger(CharSet.NO_WORD, CharSet.of("8"), CharSet.of("=")));
  }

  @Override
  public SensitiveClass soleClass() {
    return SensitiveClass.PASSWORD;
  }

  @Override
  public int find(Scan scan, int at) {
    if (!scan.startsWith(BEGIN, at) || scan.isScanned(this, at)) {
      return NOTHING;
    }
    char separator = separator(scan, at);
    int from = at;
    while (from < scan.length() && scan.charAt(from) != '\n') {
      int equals = scan.skip(from, CharSet.DIGITS);
      int end = equals;
      while (end < scan.length() && scan.charAt(end) != '\n' && scan.charAt(end) != separator) {
        end++;
      }
      boolean password = scan.at(equals) == '=' && equals + 1 < end;
      if (password && PASSWORDS.contains(scan.substring(from, equals))) {
        scan.hide(equals + 1, end, SensitiveClass.PASSWORD);
      }
      from = end + 1;
    }
    scan.markScanned(this, from);
    return NOTHING;
  }

  /** What ends the first field: another one can be part of a password. */
  private static char separator(Scan scan, int at) {
    int end = at;
    while (end < scan.length() && SEPARATORS_OR_END.indexOf(scan.charAt(end)) < 0) {
      end++;
    }
    return scan.at(end);
  }
}
