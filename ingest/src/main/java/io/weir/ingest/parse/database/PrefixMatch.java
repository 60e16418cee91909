package io.weir.ingest.parse.database;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Set;

/**
 * The columns of a line with a {@code log_line_prefix}. Where a client can have written columns
 * into a name of its own, the line can be read in several ways: then only columns count that are at
 * the same place however it is read: between the shortest and the longest names no other reading is
 * possible then.
 */
final class PrefixMatch {
  private final Set<String> escapes;
  private final Matcher shortest;

  /** Null if the line can be read in one way only. */
  private final Matcher longest;

  private PrefixMatch(Set<String> escapes, Matcher shortest, Matcher longest) {
    this.escapes = escapes;
    this.shortest = shortest;
    this.longest = longest;
  }

  /**
   * The columns of a line; null if the line has another prefix.
   *
   * @param longest of the same prefix with the longest names, or null if it has none of clients
   */
  static PrefixMatch of(Pattern shortest, Pattern longest, String head) {
    Matcher first = shortest.matcher(head);
    if (!first.lookingAt()) {
      return null;
    }
    Set<String> escapes = shortest.namedGroups().keySet();
    Matcher second = longest == null ? null : longest.matcher(head);
    boolean again = second != null && second.lookingAt() && differ(escapes, first, second);
    return new PrefixMatch(escapes, first, again ? second : null);
  }

  private static boolean differ(Set<String> escapes, Matcher first, Matcher second) {
    return first.end() != second.end()
        || escapes.stream().anyMatch(name -> !isSame(name, first, second));
  }

  /** Whether columns do not count. */
  boolean isAmbiguous() {
    return longest != null;
  }

  /** Empty if the prefix or the line has none, or if it does not count. */
  String value(char escape) {
    String name = String.valueOf(escape);
    if (!escapes.contains(name)) {
      return "";
    }
    String value = text(shortest.group(name));
    return longest == null || isSame(name, shortest, longest) ? value : "";
  }

  /** At the same place: a client can write the same text elsewhere. */
  private static boolean isSame(String name, Matcher first, Matcher second) {
    String text = text(first.group(name));
    return text.equals(text(second.group(name)))
        && (text.isEmpty() || start(name, first) == start(name, second));
  }

  /** Without the blanks that pad it. */
  private static int start(String name, Matcher matcher) {
    String group = matcher.group(name);
    return matcher.start(name) + group.length() - group.stripLeading().length();
  }

  private static String text(String group) {
    return group == null ? "" : group.strip();
  }

  /** The word before the message, and where it is. */
  PostgresSeverity severity() {
    String word = shortest.group(PrefixExpression.SEVERITY);
    return new PostgresSeverity(
        PostgresSeverity.named(word), shortest.start(PrefixExpression.SEVERITY), shortest.end());
  }
}
