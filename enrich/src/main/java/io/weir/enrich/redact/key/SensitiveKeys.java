package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Keywords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names of keys, headers, variables, columns and flags whose value must not leave. A name is
 * recognised by its end: {@code DB_PASSWORD}, {@code x-api-key}, {@code userPassword2}. Upper and
 * lower case, {@code _}, {@code -}, {@code .} and digits at the end make no difference, nor do
 * Cyrillic letters that look like Latin ones. Kept as a tree that is walked from the last letter,
 * so that a key that is not meant costs a step or two. Immutable and thread-safe.
 */
public final class SensitiveKeys {
  private static final int MAX_KEY = 64;
  private static final int MAX_AWAY = 160;

  /** Cyrillic letters that look like Latin ones, and those. */
  private static final String LOOK_ALIKES = "аеорсухі";

  private static final String LOOK_ALIKE_OF = "aeopcyxi";

  /** Keys of the pairs that hold a name and its value apart. */
  private static final Keywords VALUES =
      Keywords.of("value", "val", "v", "parametervalue", "newvalue", "oldvalue");

  private static final Keywords NAMES =
      Keywords.of(
          "name", "key", "k", "variable", "var", "parametername", "parameterkey", "property");

  /** Keys that name a value where none of those does. */
  private static final Keywords LABELS =
      Keywords.of(
          "id",
          "label",
          "field",
          "fieldname",
          "column",
          "columnname",
          "param",
          "parameter",
          "attribute",
          "option",
          "setting");

  /** Keys under which validators repeat what they got. */
  private static final Keywords INPUTS =
      Keywords.of("input_value", "input", "rejectedvalue", "rejected_value", "invalidvalue");

  /** Keys under which they say of what. */
  private static final Keywords FIELDS =
      Keywords.of("field", "loc", "path", "propertypath", "param");

  private static final class Node {
    private final Node[] next = new Node[CharSet.BEYOND_ASCII];
    private final Map<Character, Node> others = new HashMap<>();
    private KeyRule asEnd;
    private KeyRule asWord;

    Node next(char c) {
      return c < CharSet.BEYOND_ASCII ? next[c] : others.get(c);
    }

    Node nextOrNew(char c) {
      if (c >= CharSet.BEYOND_ASCII) {
        return others.computeIfAbsent(c, any -> new Node());
      }
      if (next[c] == null) {
        next[c] = new Node();
      }
      return next[c];
    }
  }

  private final Node root = new Node();
  private CharSet lastLetters = CharSet.DIGITS.or(CharSet.FOREIGN);

  /**
   * @param names of two equal ones the later counts
   */
  public SensitiveKeys(List<KeyName> names) {
    names.forEach(this::add);
  }

  private void add(KeyName name) {
    boolean word = name.name().startsWith("=");
    Node node = root;
    String letters = name.name();
    for (int i = letters.length() - 1; i >= (word ? 1 : 0); i--) {
      char c = folded(letters.charAt(i));
      if (Character.isLetterOrDigit(c)) {
        if (node == root) {
          String last = "" + c + Character.toUpperCase(c);
          lastLetters = lastLetters.or(CharSet.of(last));
        }
        node = node.nextOrNew(c);
      }
    }
    if (word) {
      node.asWord = name.rule();
    } else {
      node.asEnd = name.rule();
    }
  }

  /** True of the key of a value whose name is under a key of its own. */
  public static boolean isValue(String text, int start, int end) {
    return VALUES.contains(text, start, end);
  }

  /** True of a key that may have such a name, where no other has it. */
  public static boolean isLabel(String text, int start, int end) {
    return LABELS.contains(text, start, end);
  }

  /** True of the key of such a name. */
  public static boolean isName(String text, int start, int end) {
    return NAMES.contains(text, start, end);
  }

  /** True of the key of a value that a validator speaks of. */
  public static boolean isInput(String text, int start, int end) {
    return INPUTS.contains(text, start, end);
  }

  /** True of the key that says of which field it speaks. */
  public static boolean isField(String text, int start, int end) {
    return FIELDS.contains(text, start, end);
  }

  /** What a key can end with. */
  CharSet lastLetters() {
    return lastLetters;
  }

  /** What the whole of a text says as a key; null if it says nothing. */
  public KeyRule ruleOf(String key) {
    return ruleBefore(key, key.length(), false);
  }

  /**
   * What the key says that ends before a place; null if it says nothing or there is none.
   *
   * @param blanks the words of the key may be apart: {@code api key}
   */
  public KeyRule ruleBefore(String text, int end, boolean blanks) {
    int at = end;
    while (at > 0 && end - at < MAX_KEY && isCounter(text.charAt(at - 1))) {
      at--;
    }
    int limit = Math.max(0, end - MAX_KEY);
    KeyRule rule = null;
    Node node = root;
    while (at > limit) {
      char c = text.charAt(at - 1);
      if (c == '_' || c == '-' || c == '.' || (blanks && c == ' ')) {
        at--;
        continue;
      }
      node = node.next(folded(c));
      if (node == null) {
        return rule;
      }
      at--;
      if (node.asEnd != null) {
        rule = node.asEnd;
      }
      if (node.asWord != null && beginsWord(text, at)) {
        rule = node.asWord;
      }
    }
    return rule;
  }

  /** What the nearest sensitive name before a place says, if it is not too far away. */
  public KeyRule nearestBefore(String text, int from) {
    int limit = Math.max(0, from - MAX_AWAY);
    int end = from;
    while (end > limit) {
      int start = Chars.keyStart(text, end);
      KeyRule rule = start == end ? null : ruleBefore(text, end, false);
      if (rule != null && rule.kind() != KeyRule.Kind.NEVER) {
        return rule;
      }
      end = Math.min(start, end - 1);
    }
    return null;
  }

  private static boolean isCounter(char c) {
    return Chars.isDigit(c) || c == '_';
  }

  /** The start of a key, of a part of it, or a hump of one in camel case. */
  private static boolean beginsWord(String text, int at) {
    if (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1))) {
      return true;
    }
    return Character.isUpperCase(text.charAt(at)) && Character.isLowerCase(text.charAt(at - 1));
  }

  private static char folded(char c) {
    if (c < CharSet.BEYOND_ASCII) {
      return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
    }
    char lower = Character.toLowerCase(c);
    int lookAlike = LOOK_ALIKES.indexOf(lower);
    return lookAlike < 0 ? lower : LOOK_ALIKE_OF.charAt(lookAlike);
  }
}
