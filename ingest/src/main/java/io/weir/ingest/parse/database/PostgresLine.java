package io.weir.ingest.parse.database;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.LineParser;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.TimeContext;
import java.util.Set;

/**
 * What PostgreSQL writes to stderr: {@code time zone [pid] user@db LEVEL: text}, or whatever else
 * {@code log_line_prefix} puts before the level.
 */
public final class PostgresLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of(
              "postgresql",
              "stderr of PostgreSQL in all its languages, with nearly any `log_line_prefix`",
              PostgresLine::read)
          .continuedBy(PostgresLine::continuation);

  /** After a severity, in every line that has one. */
  private static final String MARK = ":  ";

  /** Only these wait for what explains them when another process writes: most lines are others. */
  private static final Set<String> TROUBLE = Set.of("warn", "error", "fatal");

  private PostgresLine() {}

  static ParsedLine read(TextLine line) {
    Cursor cursor = line.cursor();
    if (line.timestamp() != null && cursor.peek() == ':') {
      return colons(line, cursor.skipOne(':'));
    }
    PostgresSeverity severity = PostgresSeverity.find(line.head(), line.afterTimestamp());
    PostgresSession session = severity == null ? null : PostgresSession.of(line, severity);
    if (session == null) {
      return null;
    }
    Fields fields = new Fields();
    PostgresPrefix.put(fields, cursor.between(line.afterTimestamp(), severity.from()));
    return read(line, severity, session, fields, PostgresLine::read);
  }

  /**
   * Reads what is after the prefix.
   *
   * @param fields those of the prefix
   * @param reader of further lines, which have the prefix too
   */
  static ParsedLine read(
      TextLine line,
      PostgresSeverity severity,
      PostgresSession session,
      Fields fields,
      LineParser reader) {
    int from = severity.end();
    fields.put(Field.LOG_LEVEL, severity.level());
    if (session.pid() >= 0) {
      fields.put(Field.PROCESS_PID, session.pid());
    }
    String whole = line.whole();
    int text = new Cursor(whole, from).skipBlanks() ? afterBlanks(whole, from) : from;
    PostgresDetails details = new PostgresDetails(reader, line.context());
    int end = details.next(whole, line.head().length());
    PostgresMessages.put(
        fields, severity.name(), unindented(whole.substring(text, Math.max(text, end))));
    details.put(fields, whole, end);
    // What explains another line says so in its first word, which is no level.
    int begin = fields.has(Field.LOG_LEVEL) ? text : severity.from();
    return line.as(FORMAT, session.time(), fields, begin);
  }

  private static int afterBlanks(String whole, int from) {
    Cursor cursor = new Cursor(whole, from);
    cursor.skipBlanks();
    return cursor.at();
  }

  /** {@code :10.42.0.9(40122):user@db:[104]:ERROR: text}, the prefix that AWS sets. */
  private static ParsedLine colons(TextLine line, Cursor cursor) {
    String session = cursor.until(":[");
    long pid = session == null ? -1 : cursor.number();
    boolean found = pid >= 0 && cursor.skip("]:");
    int from = cursor.at();
    String word = found ? cursor.until(':') : null;
    String severity = word == null ? null : PostgresSeverity.named(word);
    if (severity == null || !cursor.skip("  ")) {
      return null;
    }
    // The address may have colons of its own.
    int colon = session.lastIndexOf(':');
    Fields fields = new Fields();
    PostgresPrefix.putClient(fields, session.substring(0, Math.max(colon, 0)));
    PostgresPrefix.putNames(fields, session.substring(colon + 1));
    return read(
        line,
        new PostgresSeverity(severity, from, cursor.at()),
        new PostgresSession(line.timestamp(), pid),
        fields,
        PostgresLine::read);
  }

  private static MultilineState continuation(String line, int afterTimestamp) {
    return continuation(line, PostgresLine::read);
  }

  /** What may follow a line; null if the reader does not know it. */
  static MultilineState continuation(String line, LineParser reader) {
    PostgresChunk chunk = line.contains(MARK) ? PostgresChunk.of(line) : null;
    if (chunk != null) {
      return chunk.isFirst() ? inReport(chunk) : null;
    }
    ParsedLine parsed = parsed(line, reader);
    if (parsed == null) {
      return null;
    }
    long pid = PostgresDetails.pid(parsed.fields());
    boolean trouble = TROUBLE.contains(String.valueOf(parsed.fields().text(Field.LOG_LEVEL)));
    return inStatement(pid, trouble && pid >= 0 ? String.valueOf(pid) : null, reader);
  }

  private static ParsedLine parsed(String line, LineParser reader) {
    return line.contains(MARK) ? reader.parse(TextLine.of(line, TimeContext.ANY)) : null;
  }

  /**
   * The process that wrote a line, or null if the line is of another format. Costs little for a
   * line that is not of PostgreSQL.
   */
  public static String process(String line) {
    return process(line, PostgresLine::read);
  }

  static String process(String line, LineParser reader) {
    PostgresChunk chunk = PostgresChunk.of(line);
    if (chunk != null) {
      return String.valueOf(chunk.pid());
    }
    ParsedLine parsed = parsed(line, reader);
    long pid = parsed == null ? -1 : PostgresDetails.pid(parsed.fields());
    return pid < 0 ? null : String.valueOf(pid);
  }

  /** After a chunk of syslog; those of a process may come between those of others. */
  private static MultilineState inReport(PostgresChunk last) {
    return MultilineState.ofWriter(
        "REPORT",
        String.valueOf(last.pid()),
        line -> {
          PostgresChunk next = PostgresChunk.of(line);
          return next != null && next.continues(last) ? inReport(next) : null;
        });
  }

  /** After a line, whose further lines begin with a tab, or explain it and are of its process. */
  private static MultilineState inStatement(long pid, String process, LineParser reader) {
    PostgresDetails details = new PostgresDetails(reader, TimeContext.ANY);
    return MultilineState.ofWriter(
        "STATEMENT",
        process,
        line -> {
          boolean more = line.startsWith("\t") || details.explains(line, pid);
          return more ? inStatement(pid, process, reader) : null;
        });
  }

  /** Without the tab that PostgreSQL sets before each further line. */
  private static String unindented(String text) {
    return text.replace("\n\t", "\n");
  }
}
