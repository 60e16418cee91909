package io.weir.enrich.redact;

import java.util.List;

/**
 * Values that are told in a sentence: {@code the password is hunter2}, {@code api key 9f...},
 * {@code PASSWORD 'x'} and {@code IDENTIFIED BY 'x'} of SQL, {@code PIN 1234}. What follows
 * "password" in a sentence is mostly no password: without a quote it has to look like one.
 */
final class WordDetector implements Detector {
  private static final List<String> VERBS = List.of("is ", "was ", "to ", "by ", "= ");
  private static final String IDENTIFIED = "identified by";
  private static final int MAX_VALUE = 256;
  private static final int MIN_PASSWORD = 6;

  private final SensitiveKeys keys;

  WordDetector(SensitiveKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Gate> gates() {
    CharSet last = keys.lastLetters().or(CharSet.of("yY"));
    CharSet value = CharSet.BLANKS.or(CharSet.EDGES).or(CharSet.of("=:-\n")).not();
    return List.of(new Gate(last.and(CharSet.DIGITS.not()), CharSet.of(" "), value));
  }

  @Override
  public int find(String text, int at, Spans spans) {
    KeyRule rule = keys.ruleBefore(text, at, true);
    if (rule == null) {
      boolean identified =
          text.regionMatches(true, at - IDENTIFIED.length(), IDENTIFIED, 0, IDENTIFIED.length());
      if (!identified) {
        return at;
      }
      rule = new KeyRule(SensitiveClass.PASSWORD, KeyRule.Kind.ALWAYS);
    }
    int start = at + 1;
    char first = text.charAt(start);
    if (first == '\'') {
      return Values.hide(text, start, rule, false, spans, at);
    }
    boolean told = false;
    for (String verb : VERBS) {
      if (text.startsWith(verb, start)) {
        start += verb.length();
        told = true;
        break;
      }
    }
    if (told && Chars.isQuote(Values.charAt(text, start))) {
      return Values.hide(text, start, rule, false, spans, at);
    }
    int limit = Math.min(text.length(), start + MAX_VALUE);
    int end = sentenceEnd(text, start, Values.wordEnd(text, start, limit));
    String value = text.substring(start, end);
    if (!isMeant(value, rule, told)) {
      return at;
    }
    spans.add(start, end, rule.type());
    // Its form may tell its class better.
    return at;
  }

  /** Before the sign that ends a sentence. */
  private static int sentenceEnd(String text, int start, int from) {
    int end = from;
    while (end > start && ".,;:!?)".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private static boolean isMeant(String value, KeyRule rule, boolean told) {
    return switch (rule.kind()) {
      case ALWAYS -> Randomness.isRandom(value) || (told && isPassword(value));
      case RANDOM, QUERY -> Randomness.isRandom(value);
      case DIGITS -> rule.fits(value, false);
      case NEVER -> false;
    };
  }

  /** Letters with digits or signs among them: no word, no number, no name in brackets. */
  private static boolean isPassword(String value) {
    boolean letter = false;
    boolean other = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean isLetter = Character.isLetter(c);
      letter |= isLetter;
      other |= Chars.isDigit(c) || "!@#$%^&*?+~".indexOf(c) >= 0;
    }
    return letter && other && value.length() >= MIN_PASSWORD;
  }
}
