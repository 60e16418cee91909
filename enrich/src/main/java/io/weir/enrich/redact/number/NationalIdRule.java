package io.weir.enrich.redact.number;

import io.weir.enrich.redact.scan.Keywords;
import io.weir.enrich.redact.scan.ResourceTable;
import io.weir.enrich.redact.scan.SensitiveClass;
import java.util.List;
import java.util.function.Predicate;

/**
 * A number that a state issues to people, a line of {@code national-ids.txt}.
 *
 * @param form a character for each of the number's, as the table says
 * @param checked not every number of that form is one
 * @param check what a number without signs passes
 * @param words one of which has to be before the number; empty if the form is enough
 */
record NationalIdRule(
    SensitiveClass type, String form, boolean checked, Predicate<String> check, Keywords words) {
  private static final int COLUMNS = 5;

  /** Of the United Kingdom. */
  private static final String ACCOUNT = "99999999";

  /** All of the table. */
  static List<NationalIdRule> all() {
    return ResourceTable.rows(NationalIdRule.class, "national-ids.txt", COLUMNS).stream()
        .map(NationalIdRule::of)
        .toList();
  }

  private static NationalIdRule of(List<String> columns) {
    String words = columns.get(4);
    return new NationalIdRule(
        SensitiveClass.known(columns.get(0)).orElseThrow(),
        columns.get(2),
        !columns.get(3).equals("none"),
        CheckDigits.named(columns.get(3)),
        words.equals("-") ? Keywords.NONE : Keywords.of(words.split(",", -1)));
  }

  /** True of a form that no other numbers have, so that it is known after a hyphen too. */
  boolean isDistinct() {
    return form.startsWith("AA");
  }

  /**
   * True if it differs from other numbers well enough to be part of a path: by letters, by a check
   * and a word, or by a word that is the part before it.
   */
  boolean isPlain(String text, int start) {
    return isDistinct() || (!words.isEmpty() && (checked || words.end(text, start - 1)));
  }

  /**
   * True if the same digits twice are no sign that it is another number: a word says what it is.
   */
  boolean isNamed() {
    return !words.isEmpty();
  }

  /**
   * True if there is such a number from a place to before another.
   *
   * @param number the same without signs
   */
  boolean isMeant(String text, int start, int end, String number) {
    return check.test(number)
        && (words.isEmpty() || words.precede(text, start) || isBeforeItsSortCode(text, end));
  }

  /** {@code {"accountNumber":"55779911","sortCode":"20-00-00"}}. */
  private boolean isBeforeItsSortCode(String text, int end) {
    return type.equals(SensitiveClass.BANK_ACCOUNT)
        && form.equals(ACCOUNT)
        && words.followNear(text, end);
  }
}
