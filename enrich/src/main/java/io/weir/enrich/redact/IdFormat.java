package io.weir.enrich.redact;

import java.util.List;
import java.util.function.Predicate;

/**
 * What a number is that a state gives to people, a line of {@code national-ids.txt}.
 *
 * @param form a character for each of the number's, as the table says
 * @param check what a number without signs passes
 * @param words one of which has to stand before the number; empty if the form is enough
 */
record IdFormat(SensitiveClass type, String form, Predicate<String> check, Words words) {
  private static final int COLUMNS = 5;

  /** All of the table. */
  static List<IdFormat> all() {
    return Table.rows("national-ids.txt", COLUMNS).stream().map(IdFormat::of).toList();
  }

  private static IdFormat of(List<String> columns) {
    String words = columns.get(4);
    return new IdFormat(
        SensitiveClass.known(columns.get(0)).orElseThrow(),
        columns.get(2),
        CheckDigits.named(columns.get(3)),
        words.equals("-") ? Words.NONE : Words.of(words.split(",", -1)));
  }

  /**
   * True if what stands there is such a number.
   *
   * @param number the same without signs
   */
  boolean isMeant(String text, int start, String number) {
    return check.test(number) && (words.isEmpty() || words.before(text, start));
  }
}
