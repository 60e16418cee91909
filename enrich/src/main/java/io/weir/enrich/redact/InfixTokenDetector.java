package io.weir.enrich.redact;

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
  public List<Gate> gates() {
    return List.of(new Gate(CharSet.HEX, CharSet.of(":-"), CharSet.of("Au")));
  }

  @Override
  public SensitiveClass only() {
    return SensitiveClass.VENDOR_TOKEN;
  }

  @Override
  public int find(String text, int at, Spans spans) {
    return text.charAt(at) == ':' ? bot(text, at, spans) : key(text, at, spans);
  }

  private static int bot(String text, int at, Spans spans) {
    int start = at;
    while (start > 0 && at - start <= MAX_BOT && Chars.isDigit(text.charAt(start - 1))) {
      start--;
    }
    int end = at + 1;
    while (end - at <= BOT_TOKEN && isToken(Chars.at(text, end))) {
      end++;
    }
    boolean whole =
        at - start >= MIN_BOT
            && at - start <= MAX_BOT
            && end - at - 1 == BOT_TOKEN
            && !isToken(Chars.at(text, end));
    return whole && text.startsWith("AA", at + 1) ? hide(start, end, spans) : at;
  }

  private static boolean isToken(char c) {
    return Chars.isAlphanumeric(c) || c == '-' || c == '_';
  }

  private static int key(String text, int at, Spans spans) {
    int start = at - KEY;
    int center = at + "-us".length();
    int end = center;
    while (end - center < MAX_CENTER && Chars.isDigit(Chars.at(text, end))) {
      end++;
    }
    boolean whole =
        start >= 0
            && text.startsWith("-us", at)
            && end > center
            && Chars.endsWord(text, end)
            && Chars.startsWord(text, start);
    for (int i = start; i < at && whole; i++) {
      whole = Chars.isHex(text.charAt(i));
    }
    return whole ? hide(start, end, spans) : at;
  }

  private static int hide(int start, int end, Spans spans) {
    spans.add(start, end, SensitiveClass.VENDOR_TOKEN);
    return end;
  }
}
