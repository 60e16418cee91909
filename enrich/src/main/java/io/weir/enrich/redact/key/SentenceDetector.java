package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Entropy;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;

/**
 * Values in a sentence: {@code the password is hunter2}, {@code new password for ana: x}, {@code
 * password changed from 'x' to 'y'}, {@code api key 9f...}, {@code PIN 1234}. What follows
 * "password" in a sentence is mostly no password: without a quote it has to look like one.
 */
final class SentenceDetector implements Detector {
  private static final int MAX_WORDS = 5;
  private static final int MAX_VALUE = 256;

  private final SensitiveKeys keys;

  SentenceDetector(SensitiveKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Trigger> triggers() {
    CharSet value = CharSet.BLANKS.or(CharSet.EDGES).or(CharSet.of(":\n")).not();
    return List.of(
        new Trigger(keys.lastLetters().and(CharSet.DIGITS.not()), CharSet.of(" "), value));
  }

  @Override
  public int find(Scan scan, int at) {
    KeyRule rule = keys.ruleBefore(scan.text(), at, true);
    if (rule == null) {
      return NOTHING;
    }
    SentenceReading reading =
        new SentenceReading(at + 1, isUsed(scan, at) || isIdentifier(scan, at));
    SentenceReading next = reading;
    for (int words = 0; words < MAX_WORDS && next != null; words++) {
      reading = next;
      next = reading.step(scan, rule);
    }
    return Chars.isQuote(scan.at(reading.start()))
        ? quoted(scan, reading, rule, at)
        : plain(scan, reading, rule);
  }

  /** {@code logged in with password x}. */
  private static boolean isUsed(Scan scan, int keyEnd) {
    int key = scan.keyStart(keyEnd);
    return scan.startsWith("with ", key - 5) || scan.startsWith("using ", key - 6);
  }

  /** {@code authPassword x}, {@code db_password x}: no sentence has such a word. */
  private static boolean isIdentifier(Scan scan, int keyEnd) {
    int key = scan.keyStart(keyEnd);
    for (int i = key + 1; i < keyEnd; i++) {
      char c = scan.charAt(i);
      if (c == '_' || (Chars.isUpper(c) && Character.isLowerCase(scan.charAt(i - 1)))) {
        return true;
      }
    }
    return false;
  }

  /** One value, or the old one and the new one. */
  private static int quoted(Scan scan, SentenceReading reading, KeyRule rule, int at) {
    int start = reading.start();
    int close = ValueBounds.quoteEnd(scan, start);
    String value = scan.substring(start + 1, close);
    if (Chars.at(value, 0) == '/' && value.indexOf('/', 1) > 0) {
      // Where a key is.
      return NOTHING;
    }
    boolean sure =
        reading.sure()
            || (scan.charAt(start) == '\'' && rule.type().equals(SensitiveClass.PASSWORD));
    boolean guessed = isMeant(value, rule, rule.type().equals(SensitiveClass.PASSWORD));
    boolean read = isReadToken(scan, at) && !Entropy.isRandom(value);
    if (!sure && (!guessed || read)) {
      return NOTHING;
    }
    int end = ValueFinder.hide(scan, start, rule);
    int to = close + 1;
    for (String sign : List.of(" to ", " -> ", " => ")) {
      if (end != NOTHING && scan.startsWith(sign, to) && to + sign.length() < scan.length()) {
        ValueFinder.hide(scan, to + sign.length(), rule);
      }
    }
    // What is before it, such as whose it is, has not been looked at.
    return NOTHING;
  }

  /** {@code unexpected token "a1"}. */
  private static boolean isReadToken(Scan scan, int at) {
    int key = scan.keyStart(at);
    return PairExclusions.isReadBefore(scan, key);
  }

  private static int plain(Scan scan, SentenceReading reading, KeyRule rule) {
    int start = reading.start();
    int code = rule.kind() == KeyRule.Kind.CODE ? ValueBounds.codeEnd(scan, start) : -1;
    if (code > start) {
      scan.hide(start, code, rule.type());
      return NOTHING;
    }
    int limit = Math.min(scan.length(), start + MAX_VALUE);
    int end = sentenceEnd(scan, start, ValueBounds.wordEnd(scan, start, limit));
    String value = scan.substring(start, end);
    if (value.indexOf('(') >= 0
        || ValueExclusions.isHandle(value, 0, value.length())
        || ValueExclusions.isNothing(scan.text(), start, end)
        || !isMeant(value, rule, reading.sure())) {
      return NOTHING;
    }
    scan.hide(start, end, rule.type());
    // Its form may say its class better.
    return NOTHING;
  }

  /** Before the sign that ends a sentence. */
  private static int sentenceEnd(Scan scan, int start, int from) {
    int end = from;
    while (end > start && ".,;:!?)".indexOf(scan.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private static boolean isMeant(String value, KeyRule rule, boolean sure) {
    return switch (rule.kind()) {
      case ALWAYS -> Entropy.isRandom(value) || (sure && Passwords.looksLikeOne(value));
      case RANDOM, QUERY -> Entropy.isRandom(value) && !isFingerprint(value);
      case DIGITS, ID, DATE -> rule.fits(value, false);
      case NUMBER, CODE -> sure && rule.fits(value, false);
      case NEVER -> false;
    };
  }

  /** By which keys are called that are public. */
  private static boolean isFingerprint(String value) {
    boolean hex = value.length() == 16 || value.length() == 40;
    for (int i = 0; i < value.length() && hex; i++) {
      hex = Chars.isHex(value.charAt(i));
    }
    return hex;
  }
}
