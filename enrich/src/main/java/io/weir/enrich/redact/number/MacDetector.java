package io.weir.enrich.redact.number;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;

/**
 * Addresses of network cards (IEEE 802, 48 bits): {@code 02:42:ac:11:00:02}, {@code
 * 02-42-AC-11-00-02} and {@code 0242.ac11.0002}.
 */
final class MacDetector implements Detector {
  private static final int LENGTH = 17;
  private static final int DOTTED_LENGTH = 14;

  @Override
  public List<Trigger> triggers() {
    return List.of(
        new Trigger(CharSet.HEX, CharSet.of(":-"), CharSet.HEX),
        new Trigger(CharSet.HEX, CharSet.of("."), CharSet.HEX));
  }

  @Override
  public SensitiveClass soleClass() {
    return SensitiveClass.MAC_ADDRESS;
  }

  /** Called at the first sign, like at every other. */
  @Override
  public int find(Scan scan, int at) {
    char sign = scan.charAt(at);
    int group = sign == '.' ? 4 : 2;
    int start = at - group;
    int end = start + (sign == '.' ? DOTTED_LENGTH : LENGTH);
    if (start < 0
        || end > scan.length()
        || Chars.isAlphanumeric(scan.at(start - 1))
        || scan.at(start - 1) == sign
        || Chars.isAlphanumeric(scan.at(end))
        || scan.at(end) == sign) {
      return NOTHING;
    }
    for (int i = start; i < end; i++) {
      boolean signed = (i - start) % (group + 1) == group;
      if (signed ? scan.charAt(i) != sign : !CharSet.HEX.has(scan.charAt(i))) {
        return NOTHING;
      }
    }
    scan.hide(start, end, SensitiveClass.MAC_ADDRESS);
    return end;
  }
}
