package io.weir.enrich.redact.sql;

import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;
import java.util.Objects;

/**
 * The values that Sequelize has bound to a statement, after it and without a name: {@code Executing
 * (default): UPDATE users SET password=$1 WHERE id = $2; "x", 7}.
 *
 * @see <a href="https://sequelize.org/docs/v6/getting-started/#logging">Sequelize's logging, with
 *     {@code logQueryParameters}</a>
 */
final class TrailingParametersDetector implements Detector {
  private static final String MARK = "Executing (";
  private static final String DIVIDER = "; ";
  private static final int MAX_STATEMENT = 8_192;

  private final SensitiveKeys keys;

  TrailingParametersDetector(SensitiveKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(new Trigger(CharSet.EDGES.not(), CharSet.of(";"), CharSet.of(" ")));
  }

  @Override
  public int find(Scan scan, int at) {
    if (!beginsValue(scan.at(at + DIVIDER.length())) || scan.isScanned(this, at)) {
      return NOTHING;
    }
    int mark = scan.text().lastIndexOf(MARK, at);
    if (mark < 0) {
      int later = scan.indexOf(MARK, at);
      scan.markScanned(this, later < 0 ? scan.length() : later);
      return NOTHING;
    }
    int end = BoundItems.lineEnd(scan, at);
    scan.markScanned(this, end);
    int divider = divider(scan, mark, Math.min(end, mark + MAX_STATEMENT));
    if (divider >= at) {
      hide(scan, mark, divider);
    }
    return NOTHING;
  }

  /** A text, a number, an object, {@code true}, {@code false} or {@code null} of JSON. */
  private static boolean beginsValue(char c) {
    return "\"{[-tfn".indexOf(c) >= 0 || (c >= '0' && c <= '9');
  }

  /** The first semicolon that is no part of a literal and has a value after it; -1 for none. */
  private static int divider(Scan scan, int mark, int end) {
    boolean literal = false;
    for (int i = mark; i < end; i++) {
      char c = scan.charAt(i);
      literal ^= c == '\'';
      if (c == ';' && !literal && beginsValue(scan.at(i + DIVIDER.length()))) {
        return i;
      }
    }
    return -1;
  }

  private void hide(Scan scan, int mark, int divider) {
    List<KeyRule> rules = new SqlPlaceholders(keys, scan.substring(mark, divider)).rules();
    KeyRule any = rules.stream().filter(Objects::nonNull).findFirst().orElse(null);
    if (any != null) {
      BoundItems.hideAll(scan, divider + DIVIDER.length(), rules, any);
    }
  }
}
