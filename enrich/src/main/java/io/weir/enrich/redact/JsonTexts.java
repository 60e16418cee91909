package io.weir.enrich.redact;

import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.ValueExclusions;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Keywords;

/** Redacts single texts and numbers of JSON by what their keys say. Immutable. */
final class JsonTexts {
  private static final Keywords CODES = Keywords.of("postcode", "postal", "zip", "brp", "permit");
  private static final int MIN_CODE = 5;
  private static final int MAX_CODE = 10;
  private static final int MIN_NUMBER = 6;
  private static final int MAX_NUMBER = 40;

  private final TextRedactor texts;

  JsonTexts(TextRedactor texts) {
    this.texts = texts;
  }

  /**
   * The text without what the policy hides.
   *
   * @param rule what its key says of all of it, or null
   * @param key its key, or null
   */
  String redact(String text, KeyRule rule, String key, RedactionTally counts) {
    return isSecret(rule, text)
        ? texts.replace(rule.type(), text, counts)
        : texts.redactAfter(before(key, text), text, counts);
  }

  /** True if all of the text is a value that the rule means; of no rule none is. */
  static boolean isSecret(KeyRule rule, String text) {
    return rule != null
        && !ValueExclusions.isNothing(text, 0, text.length())
        && !ValueExclusions.isComplaint(text, 0, text.length())
        && rule.fits(text, false);
  }

  /** What to read before the text to see what it is; empty if its key says nothing of it. */
  static String before(String key, String text) {
    if (Queries.is(key, text)) {
      return "?";
    }
    return key != null && (isNumber(text) || isCode(key, text)) ? key + ": " : "";
  }

  /** The key may say of a short text what it is, as {@code postcode} does. */
  private static boolean isCode(String key, String text) {
    return text.length() >= MIN_CODE
        && text.length() <= MAX_CODE
        && CODES.precede(key, key.length());
  }

  /** Few letters, many digits: the word before it may say what it is. */
  private static boolean isNumber(String text) {
    if (text.length() < MIN_NUMBER || text.length() > MAX_NUMBER) {
      return false;
    }
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      digits += Chars.isDigit(text.charAt(i)) ? 1 : 0;
    }
    return digits >= MIN_NUMBER && 2 * digits >= text.length();
  }
}
