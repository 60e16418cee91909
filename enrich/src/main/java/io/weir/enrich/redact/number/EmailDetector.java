package io.weir.enrich.redact.number;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Addresses as people have them (RFC 5322, section 3.4.1, without quoted local parts and address
 * literals).
 */
final class EmailDetector implements Detector {
  /** Of systemd, {@code getty@tty1.service}, and no top-level domains. */
  private static final Set<String> UNITS =
      Set.of("service", "socket", "timer", "mount", "scope", "slice", "device");

  private static final Set<String> FILE_ENDINGS =
      Set.of("png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "css", "js");

  private static final int MAX_LOCAL = 64;
  private static final int MAX_DOMAIN = 253;

  @Override
  public List<Trigger> triggers() {
    CharSet word = CharSet.ALPHANUMERIC.or(CharSet.FOREIGN);
    return List.of(new Trigger(word.or(CharSet.of("._+-'%~")), CharSet.of("@"), word));
  }

  @Override
  public SensitiveClass soleClass() {
    return SensitiveClass.EMAIL;
  }

  @Override
  public int find(Scan scan, int at) {
    int domain = at + 1;
    int start = localPart(scan, at);
    int end = domain(scan, domain);
    if (start == at || end == domain || isFileName(scan, domain, end) || isUser(scan, start, at)) {
      return NOTHING;
    }
    scan.hide(start, end, SensitiveClass.EMAIL);
    return end;
  }

  /** {@code ssh://git@example.com} and {@code git@example.com:a.git} are where a host is. */
  private static boolean isUser(Scan scan, int start, int at) {
    return scan.startsWith("://", start - 3) || (at - start == 3 && scan.startsWith("git@", start));
  }

  /** {@code logo@2x.png}, {@code user@1000.service}; no ending is a top-level domain. */
  private static boolean isFileName(Scan scan, int domain, int end) {
    String ending =
        scan.substring(scan.lastIndexOf('.', end - 1) + 1, end).toLowerCase(Locale.ROOT);
    return UNITS.contains(ending)
        || (Chars.isDigit(scan.charAt(domain)) && FILE_ENDINGS.contains(ending));
  }

  private static int localPart(Scan scan, int at) {
    int limit = Math.max(0, at - MAX_LOCAL);
    int start = at;
    while (start > limit && isLocal(scan, start - 1)) {
      start--;
    }
    // A quote before the address is not part of it, one within is: o'hara.
    while (start < at && !Character.isLetterOrDigit(scan.charAt(start))) {
      start++;
    }
    return start;
  }

  private static boolean isLocal(Scan scan, int at) {
    char c = scan.charAt(at);
    return Chars.isAlphanumeric(c)
        || "._+-'%~".indexOf(c) >= 0
        || (c > 127 && Character.isLetterOrDigit(c));
  }

  /** The end of a name of at least two labels, the last one of letters. */
  private static int domain(Scan scan, int from) {
    int limit = Math.min(scan.length(), from + MAX_DOMAIN);
    int at = from;
    int label = from;
    int end = from;
    boolean letters = true;
    boolean dotted = false;
    while (at < limit) {
      char c = scan.charAt(at);
      // xn--mnchen-3ya.de has one more of them.
      int next = scan.at(at + 1) == '-' ? at + 2 : at + 1;
      boolean hyphen = c == '-' && Character.isLetterOrDigit(scan.at(next));
      boolean inLabel = Chars.isAlphanumeric(c) || hyphen || (c > 127 && Character.isLetter(c));
      if (inLabel) {
        letters &= !Chars.isDigit(c) && c != '-';
        at++;
        if (dotted && letters && at - label >= 2) {
          end = at;
        } else if (dotted && end > label) {
          // Not a top-level domain after all, such as the "e1" of "a@b.e1".
          end = from;
        }
      } else if (c == '.' && at > label) {
        dotted = true;
        letters = true;
        label = ++at;
      } else {
        break;
      }
    }
    return end;
  }
}
