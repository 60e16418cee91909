package io.weir.enrich.redact.token;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tokens of the vendors in {@code token-formats.txt}. Called at the character of a prefix that is
 * rare in text, it asks only for the prefixes that have this one and the one before it.
 */
final class PrefixedTokenDetector implements Detector {
  private static final int CHARS = 128;

  /** So many random letters and digits without one digit or capital do not come about. */
  private static final int JUDGED = 64;

  /** By the character that the detector is called at and the one before it. */
  private final TokenFormat[][] formats = new TokenFormat[CHARS * CHARS][];

  private final List<Trigger> triggers;

  PrefixedTokenDetector() {
    List<TokenFormat> all = TokenFormat.all();
    triggers = triggers(all);
    for (TokenFormat format : all) {
      formats[slot(format)] =
          all.stream().filter(other -> slot(other) == slot(format)).toArray(TokenFormat[]::new);
    }
  }

  @Override
  public List<Trigger> triggers() {
    return triggers;
  }

  /** A gate for each character that the detector is called at. */
  private static List<Trigger> triggers(List<TokenFormat> all) {
    Map<Character, StringBuilder> before = new TreeMap<>();
    for (TokenFormat format : all) {
      int at = format.rare();
      before
          .computeIfAbsent(format.prefix().charAt(at), any -> new StringBuilder())
          .append(format.prefix().charAt(at - 1));
    }
    List<Trigger> triggers = new ArrayList<>();
    before.forEach(
        (at, them) ->
            triggers.add(
                new Trigger(
                    CharSet.of(them.toString()),
                    CharSet.of(at.toString()),
                    CharSet.ALPHANUMERIC.or(CharSet.of("_-")))));
    return List.copyOf(triggers);
  }

  @Override
  public int find(Scan scan, int at) {
    char before = at == 0 ? 0 : scan.charAt(at - 1);
    TokenFormat[] candidates = before < CHARS ? formats[slot(before, scan.charAt(at))] : null;
    if (candidates == null) {
      return NOTHING;
    }
    for (TokenFormat format : candidates) {
      int start = at - format.rare();
      if (scan.startsWith(format.prefix(), start) && scan.startsWord(start)) {
        int end =
            isRandom(scan, start + format.prefix().length(), format)
                ? format.end(scan.text(), start)
                : -1;
        if (end > 0) {
          scan.hide(start, end, format.type());
          return end;
        }
      }
    }
    return NOTHING;
  }

  /** One that begins without a digit or capital is a name in kebab or snake case. */
  private static boolean isRandom(Scan scan, int from, TokenFormat format) {
    int to = Math.min(scan.length(), from + JUDGED);
    for (int i = from; i < to && format.alphabet().has(scan.charAt(i)); i++) {
      if (Chars.isDigit(scan.charAt(i)) || Chars.isUpper(scan.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static int slot(TokenFormat format) {
    int at = format.rare();
    return slot(format.prefix().charAt(at - 1), format.prefix().charAt(at));
  }

  private static int slot(char before, char trigger) {
    return before * CHARS + trigger;
  }
}
