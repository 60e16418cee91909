package io.weir.enrich.redact.number;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;

/**
 * IPv6 addresses in the text forms of RFC 4291, section 2.2, without an IPv4 address at the end.
 */
final class Ip6Detector implements Detector {
  private static final CharSet COLON = CharSet.of(":");
  private static final int GROUPS = 8;
  private static final int MAX_GROUP = 4;

  @Override
  public List<Trigger> triggers() {
    return List.of(
        new Trigger(CharSet.HEX, CharSet.of(":"), CharSet.HEX.or(COLON)),
        new Trigger(CharSet.ALPHANUMERIC.or(COLON).not(), COLON, COLON));
  }

  @Override
  public SensitiveClass soleClass() {
    return SensitiveClass.IP_ADDRESS;
  }

  /** Called at the first colon, like at every other. */
  @Override
  public int find(Scan scan, int colon) {
    int start = colon;
    while (start > 0 && colon - start <= MAX_GROUP && isHex(scan, start - 1)) {
      start--;
    }
    boolean first =
        start == 0
            || (scan.charAt(start - 1) != ':' && isFree(scan, start - 1))
            || isAfterKey(scan, start);
    int end = first && colon - start <= MAX_GROUP ? end(scan, start) : -1;
    if (end < 0 || !isFree(scan, end) || !holdsDigit(scan, start, end)) {
      return NOTHING;
    }
    scan.hide(start, end, SensitiveClass.IP_ADDRESS);
    return end;
  }

  /** {@code ip:2001:db8::1}. */
  private static boolean isAfterKey(Scan scan, int start) {
    return start > 1
        && scan.charAt(start - 1) == ':'
        && scan.charAt(start - 2) != ':'
        && !isHex(scan, start - 2);
  }

  /** The end of the groups that start there, or -1 if they make no address. */
  private static int end(Scan scan, int from) {
    int groups = 0;
    int firstLength = 0;
    boolean shortened = false;
    int i = from;
    while (i < scan.length() && groups <= GROUPS) {
      int start = i;
      while (i - start < MAX_GROUP && isHex(scan, i)) {
        i++;
      }
      groups += i > start ? 1 : 0;
      firstLength = start == from ? i - start : firstLength;
      if (!isColon(scan, i)) {
        break;
      }
      if (isColon(scan, i + 1)) {
        if (shortened) {
          return -1;
        }
        shortened = true;
        i += 2;
        if (!isHex(scan, i)) {
          break;
        }
      } else if (isHex(scan, i + 1)) {
        i++;
      } else {
        // The colon of a sentence, or of a key.
        break;
      }
    }
    if (shortened) {
      // 2::7 may be an address, and is nearly always something else.
      boolean specific = groups > 2 || (groups > 0 && firstLength > 2);
      return specific && groups < GROUPS ? i : -1;
    }
    return groups == GROUPS ? i : -1;
  }

  private static boolean isColon(Scan scan, int i) {
    return i < scan.length() && scan.charAt(i) == ':';
  }

  private static boolean isHex(Scan scan, int i) {
    char c = i < scan.length() ? scan.charAt(i) : 0;
    return Chars.isDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
  }

  private static boolean isFree(Scan scan, int i) {
    return i >= scan.length() || (!Chars.isAlphanumeric(scan.charAt(i)) && scan.charAt(i) != '_');
  }

  /** {@code face::add} is a name in some languages. */
  private static boolean holdsDigit(Scan scan, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Chars.isDigit(scan.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
