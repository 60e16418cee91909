package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Placeholder;
import io.weir.enrich.redact.scan.SensitiveClass;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What follows a sensitive key and is no value of it. */
public final class ValueExclusions {
  /** Also in brackets. */
  private static final Set<String> NOTHING =
      Set.copyOf(
          List.of(
              ("~ filtered none null nil undefined true false void empty yes no not unset omit include"
                      + " required invalid missing must found expired incorrect optional enabled"
                      + " disabled unchanged rejected redacted protected masked hidden sensitive str"
                      + " string bytes secretstr ? %s %v %d")
                  .split(" ")));

  private static final Set<String> ONLY_IN_BRACKETS =
      Set.of("token", "value", "sensitive value", "object object", "known after apply");

  /** Begin what validators say of a value. */
  private static final Set<String> COMPLAINTS =
      Set.copyOf(
          List.of("this is size must should ensure may can't cannot password too".split(" ")));

  /** Without one of them they say nothing. */
  private static final List<String> FAULTS =
      List.of(
          "too short",
          "too long",
          "too common",
          "required",
          "must ",
          "not be ",
          "at least ",
          "at most ",
          "invalid",
          "incorrect",
          "match",
          "blank",
          "characters");

  static final int LONGEST_NOTHING = 17;

  private static final int MAX_HANDLE = 18;

  private ValueExclusions() {}

  /** No value: empty, or a word that says so. */
  public static boolean isNothing(String text, int start, int end) {
    if (start >= end || Placeholder.is(text, start, end)) {
      return true;
    }
    if (end - start > LONGEST_NOTHING) {
      return false;
    }
    boolean open = "[<(".indexOf(text.charAt(start)) >= 0;
    boolean closed = "]>)".indexOf(text.charAt(end - 1)) >= 0;
    int from = open ? start + 1 : start;
    String word =
        text.substring(from, closed ? Math.max(from, end - 1) : end).toLowerCase(Locale.ROOT);
    boolean bracket = open || "[<(".indexOf(Chars.at(text, start - 1)) >= 0;
    return NOTHING.contains(word) || (bracket && ONLY_IN_BRACKETS.contains(word));
  }

  /** What a validator says: {@code ["is too short"]}. */
  public static boolean isComplaint(String text, int start, int end) {
    int blank = start;
    while (blank < end && text.charAt(blank) != ' ') {
      blank++;
    }
    String rest = text.substring(Math.min(blank, end), end);
    return COMPLAINTS.contains(text.substring(start, blank).toLowerCase(Locale.ROOT))
        && FAULTS.stream().anyMatch(rest::contains);
  }

  /** {@code 0x14ed93111f20027}: a number by which ZooKeeper counts sessions. */
  static boolean isHandle(String text, int start, int end) {
    boolean hex = text.startsWith("0x", start) && end - start > 2 && end - start <= MAX_HANDLE;
    for (int i = start + 2; i < end && hex; i++) {
      hex = Chars.isHex(text.charAt(i));
    }
    return hex;
  }

  /** What has been redacted before stays as it is. */
  static boolean isMasked(String text, int start, int end) {
    return SensitiveClass.known(text.substring(start, end)).isPresent();
  }
}
