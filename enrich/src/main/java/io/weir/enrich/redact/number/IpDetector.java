package io.weir.enrich.redact.number;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Keywords;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;

/** IPv4 addresses in dotted decimal form (RFC 6943, section 3.1.1, the strict form). */
final class IpDetector implements Detector {
  private static final int PARTS = 4;
  private static final int MAX_PART = 255;
  private static final int MAX_DIGITS = 3;
  private static final int MAX_WORD = 12;

  /** Four numbers after one of them are no address. */
  private static final Keywords VERSION =
      Keywords.of(
          "version", "ver", "release", "revision", "rev", "firmware", "oid", "section", "upgrade");

  @Override
  public List<Trigger> triggers() {
    return List.of(new Trigger(CharSet.DIGITS, CharSet.of("."), CharSet.DIGITS));
  }

  @Override
  public SensitiveClass soleClass() {
    return SensitiveClass.IP_ADDRESS;
  }

  /** Called at the first dot, like at every other. */
  @Override
  public int find(Scan scan, int dot) {
    int start = dot;
    while (start > 0 && dot - start <= MAX_DIGITS && Chars.isDigit(scan.charAt(start - 1))) {
      start--;
    }
    int end = start == dot ? -1 : end(scan, start);
    if (end < 0 || isPartOfMore(scan, start, end) || isVersion(scan, start)) {
      return NOTHING;
    }
    scan.hide(start, end, SensitiveClass.IP_ADDRESS);
    return end;
  }

  /** The end of the four numbers up to 255 that start there, or -1. */
  static int end(Scan scan, int from) {
    int i = from;
    for (int part = 0; part < PARTS; part++) {
      if (part > 0 && (i >= scan.length() || scan.charAt(i++) != '.')) {
        return -1;
      }
      int start = i;
      int value = 0;
      while (i < scan.length() && i - start <= MAX_DIGITS && Chars.isDigit(scan.charAt(i))) {
        value = value * 10 + scan.charAt(i++) - '0';
      }
      if (i == start || i - start > MAX_DIGITS || value > MAX_PART) {
        return -1;
      }
    }
    return i;
  }

  private static boolean isPartOfMore(Scan scan, int start, int end) {
    boolean dotted =
        end + 1 < scan.length()
            && scan.charAt(end) == '.'
            && Chars.isDigit(scan.charAt(end + 1))
            && !isPort(scan, start, end + 1);
    boolean inside = start > 1 && scan.charAt(start - 1) == '.';
    return dotted || inside || !scan.startsWord(start) || !scan.endsWord(end);
  }

  /**
   * True if one of the numbers but the first has two digits or three, as no browser's version has.
   */
  private static boolean hasLongPart(Scan scan, int start) {
    int end = end(scan, start);
    int last = scan.indexOf('.', start) + 1;
    for (int i = last; i <= end; i++) {
      if (i == end || scan.charAt(i) == '.') {
        if (i - last > 1) {
          return true;
        }
        last = i + 1;
      }
    }
    return false;
  }

  /** {@code IP 10.0.0.7.47157 > 10.0.0.8.443:} of tcpdump. */
  private static boolean isPort(Scan scan, int start, int port) {
    int end = scan.skip(port, CharSet.DIGITS);
    boolean source = scan.startsWith("IP ", start - 3) && scan.startsWith(" > ", end);
    boolean target = scan.startsWith(" > ", start - 3) && scan.at(end) == ':';
    return source || target;
  }

  /** {@code version 1.2.3.4}, {@code v1.2.3.4}, and the {@code Chrome/141.0.0.0} of browsers. */
  private static boolean isVersion(Scan scan, int start) {
    boolean product =
        start > 1
            && scan.charAt(start - 1) == '/'
            && Character.isLetter(scan.charAt(start - 2))
            && scan.at(end(scan, start)) != '/'
            && !hasLongPart(scan, start);
    int wordEnd = start > 0 && " =:".indexOf(scan.charAt(start - 1)) >= 0 ? start - 1 : start;
    int word = wordEnd;
    while (word > 0 && start - word < MAX_WORD && Character.isLetter(scan.charAt(word - 1))) {
      word--;
    }
    return product
        || scan.startsWith("-SNAPSHOT", end(scan, start))
        || (wordEnd < start && VERSION.contains(scan.text(), word, wordEnd));
  }
}
