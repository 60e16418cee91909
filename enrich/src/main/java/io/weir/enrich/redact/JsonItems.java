package io.weir.enrich.redact;

import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.Passwords;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.Entropy;

/**
 * The items of one array in their order: one may say what the next is, as a flag or as the first of
 * a pair, and the lines of a private key are items as well. Not thread-safe.
 */
final class JsonItems {
  static final String KEY_BEGINS = "-----BEGIN";

  private static final String KEY_LABEL = "PRIVATE KEY";
  private static final String KEY_ENDS = "-----END";
  private static final String FLAG = "--";
  private static final int MAX_KEY = 64;

  private final SensitiveKeys keys;
  private final boolean even;
  private String before = "";
  private int index;
  private boolean inKey;

  /**
   * @param even there may be names and values in turns
   */
  JsonItems(SensitiveKeys keys, boolean even) {
    this.keys = keys;
    this.even = even;
  }

  /** What the items before say of the next one; null if they say nothing. */
  KeyRule ruleOfNext(String text) {
    inKey |= text.contains(KEY_BEGINS) && text.contains(KEY_LABEL);
    KeyRule rule = inKey ? JsonNeighbours.PRIVATE : ruleBefore(text);
    inKey &= !text.contains(KEY_ENDS);
    before = text;
    index++;
    return rule;
  }

  private KeyRule ruleBefore(String next) {
    if (before.startsWith(FLAG) && before.indexOf('=') < 0) {
      return keys.ruleOf(before.substring(FLAG.length()));
    }
    boolean mayName = !before.isEmpty() && before.length() <= MAX_KEY;
    KeyRule rule = mayName ? keys.ruleOf(before) : null;
    boolean paired = even && index % 2 == 1;
    boolean meant =
        rule != null && (Entropy.isRandom(next) || (paired && Passwords.looksLikeOne(next)));
    return meant ? rule : null;
  }
}
