package io.weir.cli.report.question;

import java.util.Locale;

/** Queries for what is dated in a month. */
final class MonthFilter {
  private MonthFilter() {}

  /** Events of Weir: whatever it stores but incidents says which topic it came from. */
  static String events(Month month) {
    return String.format(
        Locale.ROOT,
        """
        {"bool":{"filter":[%s,{"exists":{"field":"weir.source.topic"}}]}}""",
        time(month));
  }

  /** Incidents of which a part lies in the month. */
  static String incidents(Month month) {
    return String.format(
        Locale.ROOT,
        """
        {"bool":{"filter":[{"exists":{"field":"weir.incident.id"}},
        {"range":{"weir.incident.first_seen":{"lt":"%s"}}},
        {"range":{"weir.incident.last_seen":{"gte":"%s"}}}]}}""",
        month.to(),
        month.from());
  }

  static String time(Month month) {
    return String.format(
        Locale.ROOT,
        """
        {"range":{"@timestamp":{"gte":"%s","lt":"%s"}}}""",
        month.from(),
        month.to());
  }
}
