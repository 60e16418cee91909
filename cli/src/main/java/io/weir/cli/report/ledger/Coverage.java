package io.weir.cli.report.ledger;

import io.weir.cli.report.question.Month;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Which part of a month the ledger can speak of.
 *
 * @param keeps how long the ledger's topic keeps an entry; null if not known, negative for ever
 * @param entries whether it has any entry of the month
 * @param later how many ranges it has that may have records of the month, but were last written
 *     after it
 * @param events whether anything of the month is stored
 */
public record Coverage(
    Month month, Duration keeps, boolean entries, int later, boolean events, Instant now) {

  public Finding finding() {
    if (!entries) {
      if (events) {
        return Finding.open(
            "The ledger says nothing of this month, although events of it are stored.");
      }
      return later > 0
          ? Finding.note(
              String.format(
                  Locale.ROOT,
                  "Nothing of this month is stored. Whether there was anything is not known: %,d ranges of the ledger that may have records of it were last written later.",
                  later))
          : Finding.note("Nothing of this month is stored, and the ledger says nothing of it.");
    }
    if (keeps == null) {
      return Finding.note("How long the ledger's topic keeps its entries is not known.");
    }
    if (keeps.isNegative()) {
      return Finding.proven("The ledger's topic keeps its entries for ever: it covers the month.");
    }
    Instant since = now.minus(keeps);
    return since.isAfter(month.from())
        ? Finding.note(
            String.format(
                Locale.ROOT,
                "The ledger's topic keeps %,d days: of this month it covers what was written since %s.",
                keeps.toDays(),
                since))
        : Finding.proven(
            String.format(
                Locale.ROOT,
                "The ledger's topic keeps %,d days, so it covers the whole month up to now.",
                keeps.toDays()));
  }
}
