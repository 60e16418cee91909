package io.weir.enrich.redact;

import java.util.List;

/**
 * Addresses of network cards (IEEE 802, 48 bits): {@code 02:42:ac:11:00:02}, {@code
 * 02-42-AC-11-00-02} and {@code 0242.ac11.0002}.
 */
final class MacDetector implements Detector {
  private static final int LENGTH = 17;
  private static final int DOTTED_LENGTH = 14;

  @Override
  public List<Gate> gates() {
    return List.of(
        new Gate(CharSet.HEX, CharSet.of(":-"), CharSet.HEX),
        new Gate(CharSet.HEX, CharSet.of("."), CharSet.HEX));
  }

  @Override
  public SensitiveClass only() {
    return SensitiveClass.MAC_ADDRESS;
  }

  /** Called at the first sign, like at every other. */
  @Override
  public int find(String text, int at, Spans spans) {
    char sign = text.charAt(at);
    int group = sign == '.' ? 4 : 2;
    int start = at - group;
    int end = start + (sign == '.' ? DOTTED_LENGTH : LENGTH);
    if (start < 0
        || end > text.length()
        || Chars.isAlphanumeric(Chars.at(text, start - 1))
        || Chars.at(text, start - 1) == sign
        || Chars.isAlphanumeric(Chars.at(text, end))
        || Chars.at(text, end) == sign) {
      return at;
    }
    for (int i = start; i < end; i++) {
      boolean signed = (i - start) % (group + 1) == group;
      if (signed ? text.charAt(i) != sign : !CharSet.HEX.hasSlot(CharSet.slot(text.charAt(i)))) {
        return at;
      }
    }
    spans.add(start, end, SensitiveClass.MAC_ADDRESS);
    return end;
  }
}
