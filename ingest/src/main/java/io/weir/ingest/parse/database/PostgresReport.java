package io.weir.ingest.parse.database;

import java.nio.charset.StandardCharsets;

/**
 * Puts a report together that PostgreSQL divided into lines of syslog: what it wrote as one line is
 * one line again, so that a literal over two of them is whole. Later lines lose the header of
 * syslog, which is that of the first one but for its time; lines that explain the report have the
 * number of the first one, as they are read by it. Not thread-safe.
 *
 * <p>PostgreSQL divides a report at its line feeds, each of which is followed by a tab or by a line
 * that explains it; and what is longer than 900 bytes before a blank, or anywhere if there is none.
 *
 * @see <a href="https://github.com/postgres/postgres/blob/master/src/backend/utils/error/elog.c">
 *     write_syslog</a>
 */
public final class PostgresReport {
  /** A tab as syslogd of FreeBSD and rsyslog write it. */
  private static final String[] TABS = {"\t", "#011", "^I"};

  /** A chunk without blanks is as long as this if PostgreSQL had to divide a word. */
  private static final int MIN_DIVIDED = 890;

  private final String number;
  private PostgresChunk last;
  private boolean divided;

  private PostgresReport(PostgresChunk first, String line) {
    number = line.substring(first.from(), first.textAt());
    last = first;
    divided = isDivided(line, first.textAt());
  }

  /** The report that a line begins; null for a line that begins none. Any text. */
  public static PostgresReport begunBy(String line) {
    PostgresChunk first = PostgresChunk.of(line);
    return first != null && first.isFirst() ? new PostgresReport(first, line) : null;
  }

  /**
   * What the next line adds to the text of the report, with the line feed before it if there was
   * one; null for a line that is no chunk of this report.
   */
  public String next(String line) {
    PostgresChunk chunk = PostgresChunk.of(line);
    if (chunk == null || !chunk.continues(last)) {
      return null;
    }
    int at = chunk.textAt();
    boolean word = divided;
    last = chunk;
    divided = isDivided(line, at);
    for (String tab : TABS) {
      if (line.startsWith(tab, at)) {
        return "\n\t" + line.substring(at + tab.length());
      }
    }
    boolean explains = !word && !line.startsWith(" ", at) && explains(line, at);
    return (explains ? '\n' + number : "") + line.substring(at);
  }

  private static boolean explains(String line, int at) {
    PostgresSeverity severity = PostgresSeverity.find(line, at);
    return severity != null && severity.explains();
  }

  private static boolean isDivided(String line, int from) {
    for (int i = from + 1; i < line.length(); i++) {
      if (line.charAt(i) <= ' ') {
        return false;
      }
    }
    String text = line.substring(Math.min(from, line.length()));
    return text.length() >= MIN_DIVIDED
        || text.getBytes(StandardCharsets.UTF_8).length >= MIN_DIVIDED;
  }
}
