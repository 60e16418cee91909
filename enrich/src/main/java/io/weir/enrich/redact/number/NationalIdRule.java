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

  /** The word before a round number that is one nevertheless: {@code sort code 200000}. */
  private static final Keywords NAMES = Keywords.of("code", "sortcode");

  /** Before the number in the name of a file: {@code nino-AB123456C.pdf}. */
  private static final Keywords PERSONS =
      Keywords.of(
          "nino",
          "ni",
          "insurance",
          "person",
          "citizen",
          "claimant",
          "patient",
          "customer",
          "employee",
          "member",
          "user");

  /** Of the United Kingdom. */
  private static final String ACCOUNT = "99999999";

  private static final String SORT = "sort";
  private static final String CODE = "code";
  private static final int MAX_AWAY = 24;

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

  /** True if a number of this form is one after a hyphen too: a word before it says whose it is. */
  boolean isPlainAfterHyphen(String text, int start) {
    return isDistinct() && PERSONS.end(text, start - 1);
  }

  /** No other numbers have such a form. */
  private boolean isDistinct() {
    return form.startsWith("AA");
  }

  /**
   * True if it differs from other numbers well enough to be part of a path: by letters, by a check
   * and a word, or by a word that is the part before it.
   */
  boolean isPlain(String text, int start) {
    return isDistinct() || (!words.isEmpty() && (checked || words.end(text, start - 1)));
  }

  /** True if the word before a place says what the number is, however round it may be. */
  boolean isNamed(String text, int start) {
    return !words.isEmpty() && NAMES.end(text, start - 1);
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
        && namesSortCode(text, end);
  }

  /** True of {@code sort_code}, {@code sortCode} or {@code sort code} soon after a place. */
  private static boolean namesSortCode(String text, int end) {
    int limit = Math.min(text.length(), end + MAX_AWAY);
    int sort = end;
    while (sort < limit && !text.regionMatches(true, sort, SORT, 0, SORT.length())) {
      sort++;
    }
    int code = sort + SORT.length();
    return sort < limit
        && (text.regionMatches(true, code, CODE, 0, CODE.length())
            || text.regionMatches(true, code + 1, CODE, 0, CODE.length()));
  }
}
