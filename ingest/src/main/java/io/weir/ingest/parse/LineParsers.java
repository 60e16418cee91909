package io.weir.ingest.parse;

import java.time.Instant;
import java.util.List;

/** Recognises the format of a text and reads it. Pure and total: every text gives a result. */
public final class LineParsers {
  /**
   * In the order in which they are asked. Each looks at the first characters before it does more;
   * the last takes every line.
   */
  private static final List<LineParser> PARSERS =
      List.of(
          JsonLine::read,
          KlogLine::read,
          AccessLine::read,
          NginxErrorLine::read,
          PostgresLine::read,
          PgbouncerLine::read,
          JavaLine::read,
          PythonLine::read,
          LogfmtLine::read,
          SyslogLine::read,
          CrashLine::read,
          PlainLine::read);

  private LineParsers() {}

  /**
   * Reads one text.
   *
   * @param text the line as the application wrote it, or several joined by {@code \n}; any
   *     characters, any length
   * @param received when the line reached the container runtime; gives the year to formats that
   *     have none
   */
  public static ParsedLine parse(String text, Instant received) {
    Line line = Line.of(text, received);
    for (LineParser parser : PARSERS) {
      ParsedLine parsed = parser.parse(line);
      if (parsed != null) {
        return parsed;
      }
    }
    throw new AssertionError("plain text takes every line");
  }
}
