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
  private static final String SEPARATORS = "\u0001|^;";

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
    int from = at;
    while (from < scan.length() && scan.charAt(from) != '\n') {
      int equals = scan.skip(from, CharSet.DIGITS);
      int end = equals;
      while (end < scan.length() && scan.charAt(end) != '\n' && !isSeparator(scan.charAt(end))) {
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

  private static boolean isSeparator(char c) {
    return SEPARATORS.indexOf(c) >= 0;
  }
}
