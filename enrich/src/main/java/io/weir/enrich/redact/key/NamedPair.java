package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Scan;

/**
 * A value whose name is under a key of its own: {@code "name":"DB_PASSWORD","value":"x"}, or what a
 * validator says it got of a field.
 */
final class NamedPair {
  private static final int MAX_BETWEEN = 24;
  private static final int MAX_NAME = 64;

  /** What the keys of values and of inputs end with. */
  private static final String LAST_OF_VALUES = "elvtELVT";

  /** Before a name in what mod_security says. */
  private static final String ARGUMENT = "ARGS:";

  private NamedPair() {}

  /** What the name says of the value after the key {@code value}; null of any other key. */
  static KeyRule ruleOf(Scan scan, int keyEnd, SensitiveKeys keys) {
    if (LAST_OF_VALUES.indexOf(scan.at(keyEnd - 1)) < 0) {
      return null;
    }
    int from = scan.keyStart(keyEnd);
    if (SensitiveKeys.isInput(scan.text(), from, keyEnd)) {
      return keys.nearestBefore(scan.text(), from);
    }
    if (!SensitiveKeys.isValue(scan.text(), from, keyEnd)) {
      return null;
    }
    int nameEnd = skipBack(scan, from);
    int name = Math.max(scan.keyStart(nameEnd), nameEnd - MAX_NAME);
    int labelEnd = skipBack(scan, name);
    int label = scan.keyStart(labelEnd);
    boolean named =
        (labelEnd < name && SensitiveKeys.isName(scan.text(), label, labelEnd))
            || scan.startsWith(ARGUMENT, name - ARGUMENT.length());
    return named ? keys.ruleBefore(scan.text(), nameEnd, false) : null;
  }

  private static int skipBack(Scan scan, int from) {
    int end = from;
    while (end > 0 && from - end < MAX_BETWEEN && !Chars.isKey(scan.charAt(end - 1))) {
      end--;
    }
    return end;
  }
}
