package io.weir.enrich.redact.sql;

import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The values that are bound to the places of a statement, as drivers and mappers write them: with
 * numbers (PostgreSQL's {@code parameters: $1 = 'x'}, Hibernate's {@code binding parameter
 * (1:VARCHAR) <- [x]}), in order (SQLAlchemy, Django's {@code args=('ana', 'x')}, MyBatis, Prisma,
 * TypeORM) or with names (EF Core's {@code [Parameters=[@p0='x']}, before the statement). The
 * column that a place belongs to says what its value is. Where values and places do not match, all
 * values go.
 */
final class SqlParameterDetector implements Detector {
  private static final List<String> MARKS = List.of("parameters", "params");
  private static final String ARGUMENTS = "args";
  private static final String BINDING = "binding parameter";

  /** After a statement they say how SQLAlchemy has compiled it. */
  private static final List<String> COMPILED = List.of("s]", "s ago]");

  /** So much of the statement is looked at. */
  private static final int MAX_STATEMENT = 4_096;

  private static final int MAX_BINDING = 64;

  private final SensitiveKeys keys;

  SqlParameterDetector(SensitiveKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Trigger> triggers() {
    CharSet opening = CharSet.of("([");
    return List.of(
        new Trigger(CharSet.of("sS"), CharSet.of(":"), CharSet.of(" ")),
        new Trigger(CharSet.of("s"), CharSet.of("="), opening),
        new Trigger(CharSet.of("r]"), CharSet.of(" "), opening));
  }

  @Override
  public int find(Scan scan, int at) {
    switch (scan.charAt(at)) {
      case ':' -> {
        if (endsWithAny(scan, at, MARKS)) {
          listed(scan, at, at + 2);
        }
      }
      case '=' -> {
        if (scan.startsWith("[@", at + 1)) {
          named(scan, at + 2);
        } else if (endsWith(scan, at, ARGUMENTS)) {
          listed(scan, at, at + 1);
        }
      }
      default -> {
        if (endsWith(scan, at, BINDING)) {
          bound(scan, at);
        } else if (endsWithAny(scan, at, COMPILED)) {
          listed(scan, at, at + 1);
        }
      }
    }
    return NOTHING;
  }

  private static boolean endsWithAny(Scan scan, int end, List<String> words) {
    for (String word : words) {
      if (endsWith(scan, end, word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsWith(Scan scan, int end, String word) {
    return scan.startsWithIgnoringCase(word, end - word.length());
  }

  /** After the statement: by number, or in order. */
  private void listed(Scan scan, int mark, int values) {
    // The statement of these is not that of the ones before.
    int from = Math.max(scan.scannedTo(this), mark - MAX_STATEMENT);
    if (from >= mark) {
      return;
    }
    SqlPlaceholders places = new SqlPlaceholders(keys, scan.substring(from, mark));
    int end =
        scan.at(values) == '$'
            ? numbered(scan, values, places.numbered())
            : rows(scan, values, places.rules());
    scan.markScanned(this, end);
  }

  /** {@code $1 = 'x', $2 = NULL}; the place after the last. */
  private static int numbered(Scan scan, int from, List<KeyRule> rules) {
    int at = from;
    while (scan.at(at) == '$') {
      int number = SqlPlaceholders.number(scan.text(), at);
      int sign = scan.indexOf(" = ", at);
      if (number == 0 || sign < 0) {
        return at;
      }
      int start = sign + " = ".length();
      int end = BoundItems.end(scan, start);
      BoundItems.hide(scan, start, end, number > rules.size() ? null : rules.get(number - 1));
      at = end + (scan.startsWith(", ", end) ? 2 : 0);
    }
    return at;
  }

  /**
   * {@code ('ana', 'x')}, {@code [('ana', 'x'), ('bob', 'y')]}, {@code ana(String), x(String)}; the
   * place after the last.
   */
  private static int rows(Scan scan, int from, List<KeyRule> rules) {
    KeyRule any = rules.stream().filter(Objects::nonNull).findFirst().orElse(null);
    int at = scan.startsWith("[(", from) ? from + 1 : from;
    if (any != null && "([".indexOf(scan.at(at)) < 0) {
      return BoundItems.hideAll(scan, at, rules, any);
    }
    while (any != null && (scan.at(at) == '(' || scan.at(at) == '[')) {
      at = BoundItems.hideAll(scan, at + 1, rules, any) + 1;
      at += scan.startsWith(", ", at) ? 2 : 0;
    }
    return at;
  }

  /** {@code (2:VARCHAR) <- [x]}, {@code [2] as [VARCHAR] - [x]}: the number, and what is last. */
  private void bound(Scan scan, int at) {
    int statementEnd = at - BINDING.length();
    int from = Math.max(0, statementEnd - MAX_STATEMENT);
    int number = 0;
    for (int i = at + 2; Chars.isDigit(scan.at(i)) && number < MAX_STATEMENT; i++) {
      number = number * 10 + scan.charAt(i) - '0';
    }
    int limit = Math.min(scan.length(), at + MAX_BINDING);
    int open = scan.substring(at, limit).indexOf("- [");
    if (number == 0 || open < 0) {
      return;
    }
    List<KeyRule> rules = new SqlPlaceholders(keys, scan.substring(from, statementEnd)).rules();
    int start = at + open + "- [".length();
    int end = boundEnd(scan, start);
    end -= end > start && scan.charAt(end - 1) == ']' ? 1 : 0;
    BoundItems.hide(scan, start, end, number > rules.size() ? null : rules.get(number - 1));
  }

  /** Before the next binding, which may be in the same line, or the end of the line. */
  private static int boundEnd(Scan scan, int start) {
    int next = scan.indexOf(BINDING, start);
    int limit = next < 0 ? scan.length() : next;
    int feed = scan.substring(start, limit).indexOf('\n');
    int end = feed < 0 ? limit : start + feed;
    while (end > start && scan.charAt(end - 1) == ' ') {
      end--;
    }
    return end;
  }

  /** {@code @p0='x' (Size = 40), @p1='y'} before the statement. */
  private void named(Scan scan, int from) {
    int limit = Math.min(scan.length(), from + MAX_STATEMENT);
    if (scan.isScanned(this, from)) {
      return;
    }
    scan.markScanned(this, limit);
    Map<String, KeyRule> rules = new SqlPlaceholders(keys, scan.substring(from, limit)).named();
    int at = from;
    while (scan.at(at) == '@') {
      int sign = scan.keyEnd(at + 1, limit);
      if (scan.at(sign) != '=') {
        return;
      }
      int end = BoundItems.end(scan, sign + 1);
      BoundItems.hide(
          scan,
          sign + 1,
          BoundItems.valueEnd(scan, sign + 1, end),
          rules.get(scan.substring(at, sign)));
      at = end + (scan.startsWith(", ", end) ? 2 : 0);
    }
  }
}
