package io.weir.enrich.redact.token;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;
import java.util.Set;

/** The private members of a JSON Web Key in a text (RFC 7517; RFC 7518, section 6). */
final class JsonWebKeyDetector implements Detector {
  private static final String TYPE = "\"kty\"";
  private static final Set<String> PRIVATE = Set.of("d", "k", "p", "q", "dp", "dq", "qi");

  /** Keys of 16,384 bits are shorter. */
  private static final int MAX_KEY = 16 << 10;

  @Override
  public List<Trigger> triggers() {
    return List.of(new Trigger(CharSet.of("\""), CharSet.of("k"), CharSet.of("t")));
  }

  @Override
  public SensitiveClass soleClass() {
    return SensitiveClass.PRIVATE_KEY;
  }

  @Override
  public int find(Scan scan, int at) {
    if (!scan.startsWith(TYPE, at - 1) || scan.isScanned(this, at)) {
      return NOTHING;
    }
    int limit = Math.max(scan.scannedTo(this), at - MAX_KEY);
    int start = at;
    while (start > limit && scan.charAt(start) != '{') {
      start--;
    }
    int last = Math.min(scan.length(), at + MAX_KEY);
    int end = at;
    while (end < last && scan.charAt(end) != '}') {
      end++;
    }
    hideMembers(scan, start, end);
    scan.markScanned(this, end);
    return NOTHING;
  }

  private static void hideMembers(Scan scan, int from, int to) {
    int quote = scan.indexOf('"', from);
    while (quote >= 0 && quote < to) {
      int close = scan.indexOf('"', quote + 1);
      if (close < 0 || close > to) {
        return;
      }
      int sign = scan.skip(close + 1, CharSet.BLANKS);
      int value = scan.skip(sign + 1, CharSet.BLANKS) + 1;
      boolean member = scan.at(sign) == ':' && scan.at(value - 1) == '"';
      if (member && PRIVATE.contains(scan.substring(quote + 1, close))) {
        int end = scan.skip(value, to, CharSet.BASE64);
        scan.hide(value, end, SensitiveClass.PRIVATE_KEY);
      }
      // Over the value: what is in its quotes is no key.
      int next = member ? scan.indexOf('"', value) : close;
      quote = next < 0 ? next : scan.indexOf('"', next + 1);
    }
  }
}
