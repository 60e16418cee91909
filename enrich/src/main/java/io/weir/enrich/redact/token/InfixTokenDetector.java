package io.weir.enrich.redact.token;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;

/**
 * Tokens that are known by what stands within them: those of Telegram's bots ({@code 123456789:AA}
 * and 33 characters) and keys of Mailchimp (32 hex digits and {@code -us12}).
 */
final class InfixTokenDetector implements Detector {
  private static final int MIN_BOT = 8;
  private static final int MAX_BOT = 10;
  private static final int BOT_TOKEN = 35;
  private static final int KEY = 32;
  private static final int MAX_CENTER = 2;

  @Override
  public List<Trigger> triggers() {
    return List.of(new Trigger(CharSet.HEX, CharSet.of(":-"), CharSet.of("Au")));
  }

  @Override
  public SensitiveClass soleClass() {
    return SensitiveClass.VENDOR_TOKEN;
  }

  @Override
  public int find(Scan scan, int at) {
    return scan.charAt(at) == ':' ? bot(scan, at) : key(scan, at);
  }

  private static int bot(Scan scan, int at) {
    int start = at;
    while (start > 0 && at - start <= MAX_BOT && Chars.isDigit(scan.charAt(start - 1))) {
      start--;
    }
    int end = at + 1;
    while (end - at <= BOT_TOKEN && isToken(scan.at(end))) {
      end++;
    }
    boolean whole =
        at - start >= MIN_BOT
            && at - start <= MAX_BOT
            && end - at - 1 == BOT_TOKEN
            && !isToken(scan.at(end));
    return whole && scan.startsWith("AA", at + 1) ? hide(scan, start, end) : NOTHING;
  }

  private static boolean isToken(char c) {
    return Chars.isAlphanumeric(c) || c == '-' || c == '_';
  }

  private static int key(Scan scan, int at) {
    int start = at - KEY;
    int center = at + "-us".length();
    int end = center;
    while (end - center < MAX_CENTER && Chars.isDigit(scan.at(end))) {
      end++;
    }
    boolean whole =
        start >= 0
            && scan.startsWith("-us", at)
            && end > center
            && scan.endsWord(end)
            && scan.startsWord(start);
    for (int i = start; i < at && whole; i++) {
      whole = Chars.isHex(scan.charAt(i));
    }
    return whole ? hide(scan, start, end) : NOTHING;
  }

  private static int hide(Scan scan, int start, int end) {
    scan.hide(start, end, SensitiveClass.VENDOR_TOKEN);
    return end;
  }
}
