package io.weir.ingest.parse.database;

import com.google.re2j.Pattern;
import java.util.HashMap;
import java.util.Map;

/**
 * The expression that a {@code log_line_prefix} and the severity after it match. Its groups are
 * called like the escapes of PostgreSQL, and {@link #SEVERITY}.
 */
final class PrefixExpression {
  /** The group of the word before the message. */
  static final String SEVERITY = "severity";

  private static final String ANY = ".*?";
  private static final String TIME =
      "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)? \\S+?";

  /** Types of processes with blanks in their names, which would be several columns otherwise. */
  private static final String BACKEND =
      "client backend|parallel worker|background (?:writer|worker)|autovacuum (?:launcher|worker)"
          + "|logical replication [a-z ]*(?:launcher|worker)|not initialized|slotsync worker";

  /** Whoever connects chooses the names of user, database and application. */
  private static final String OF_CLIENTS = "uda";

  /** What each escape can be in a line. */
  private static final Map<Character, String> ESCAPES =
      Map.ofEntries(
          Map.entry('a', ANY),
          Map.entry('u', ANY),
          Map.entry('d', ANY),
          Map.entry('r', "\\S*?"),
          Map.entry('h', "\\S*?"),
          Map.entry('L', "\\S*?"),
          Map.entry('b', BACKEND + '|' + ANY),
          Map.entry('p', "[0-9]+"),
          Map.entry('P', "[0-9]*"),
          Map.entry('t', TIME),
          Map.entry('m', TIME),
          Map.entry('n', "[0-9]{9,11}\\.[0-9]{3}"),
          Map.entry('i', ANY),
          Map.entry('e', "[0-9A-Z]{5}"),
          Map.entry('c', "[0-9a-f]+\\.[0-9a-f]+"),
          Map.entry('l', "[0-9]+"),
          Map.entry('s', TIME),
          Map.entry('v', "[-0-9/]*"),
          Map.entry('x', "[0-9]+"),
          Map.entry('Q', "-?[0-9]+"));

  /** How much of a line the names take that clients choose, where several readings fit. */
  enum Names {
    /** As little as possible, and nothing where the process serves no client. */
    SHORTEST(ANY),

    /** As much as possible, blanks too; PostgreSQL writes {@code [unknown]} for none. */
    LONGEST(".+");

    private final String value;

    Names(String value) {
      this.value = value;
    }
  }

  private final StringBuilder expression = new StringBuilder();
  private final Map<Character, String> values;
  private final boolean sessionOnly;

  private PrefixExpression(Names names) {
    values = new HashMap<>(ESCAPES);
    OF_CLIENTS.chars().forEach(escape -> values.put((char) escape, names.value));
    sessionOnly = names == Names.LONGEST;
  }

  /** Whether a prefix has columns that clients choose. */
  static boolean hasNamesOfClients(String prefix) {
    return prefix.matches("(?s).*%[-0-9]*[" + OF_CLIENTS + "].*");
  }

  /**
   * The expression for a prefix.
   *
   * @throws IllegalArgumentException saying what is wrong, without the prefix
   */
  static Pattern of(String prefix, Names names) {
    return new PrefixExpression(names).read(prefix.stripTrailing());
  }

  private Pattern read(String text) {
    boolean optional = false;
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) != '%') {
        int end = text.indexOf('%', at);
        end = end < 0 ? text.length() : end;
        expression.append(Pattern.quote(text.substring(at, end)));
        at = end;
        continue;
      }
      int padding = at + 1;
      while (padding < text.length() && "-0123456789".indexOf(text.charAt(padding)) >= 0) {
        padding++;
      }
      char escape = padding < text.length() ? text.charAt(padding) : 0;
      if (escape == 'q') {
        // What follows is left out by processes that serve no session.
        expression.append(optional ? "" : "(?:");
        optional = true;
      } else {
        expression.append(column(escape, padding > at + 1));
      }
      at = padding + 1;
    }
    String words = String.join("|", PostgresSeverity.words().stream().map(Pattern::quote).toList());
    String end = optional ? sessionOnly ? ")" : ")?" : "";
    return Pattern.compile(expression + end + " *(?P<" + SEVERITY + ">" + words + ")[ \u00a0]?:  ");
  }

  private String column(char escape, boolean padded) {
    if (escape == '%') {
      return "%";
    }
    String value = values.get(escape);
    if (value == null) {
      throw new IllegalArgumentException(
          escape == 0
              ? "ends with a percent sign"
              : "has %" + escape + ", which PostgreSQL does not know");
    }
    String group = "(?P<" + escape + ">";
    boolean again = expression.indexOf(group) >= 0;
    String captured = again ? "(?:" + value + ")" : group + value + ")";
    return padded ? " *" + captured + " *" : captured;
  }
}
