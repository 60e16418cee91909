package io.weir.ingest.parse;

import java.time.Instant;
import java.util.List;

/** Recognises the format of a text and reads it. Pure and total: every text gives a result. */
public final class LineParsers {
  /** For lines that begin with a time in ISO form, in the order in which they are asked. */
  private static final List<LineParser> TIMED =
      List.of(
          NginxErrorLine::read,
          EnvoyLine::read,
          PostgresLine::read,
          PgbouncerLine::read,
          JavaLine::read,
          PythonLine::read,
          SyslogLine::read,
          PlainLine::read);

  /** For the others. Each looks at few characters first; the last one takes every line. */
  private static final List<LineParser> OTHERS =
      List.of(
          JsonLine::read,
          KlogLine::read,
          AccessLine::read,
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
    for (LineParser parser : line.opening() == null ? OTHERS : TIMED) {
      ParsedLine parsed = parser.parse(line);
      if (parsed != null) {
        return parsed;
      }
    }
    throw new AssertionError("plain text takes every line");
  }
}
