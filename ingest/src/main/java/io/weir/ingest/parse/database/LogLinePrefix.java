package io.weir.ingest.parse.database;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.LineParser;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.LeadingTimestamp;
import io.weir.ingest.parse.text.TimeContext;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The {@code log_line_prefix} of a PostgreSQL server, with which its lines are read where the line
 * alone does not show what its columns are. Matching takes time linear in what it looks at, which
 * is bounded.
 *
 * @see <a href="https://www.postgresql.org/docs/current/runtime-config-logging.html">Reporting and
 *     logging</a>
 */
public final class LogLinePrefix implements LineParser {
  /**
   * Tag of a line whose columns can be read in several ways, as a client has written some of them
   * into its name: those that depend on it are left out.
   */
  public static final String AMBIGUOUS = "prefix_ambiguous";

  /** The names of csvlog's columns, for what no field has. */
  private static final Map<Character, String> CONTENT =
      new TreeMap<>(
          Map.of(
              'a', "application_name",
              'b', "backend_type",
              'i', "command_tag",
              'c', "session_id",
              'l', "session_line_num",
              'v', "virtual_transaction_id",
              'P', "leader_pid",
              'Q', "query_id"));

  /** Prefixes and severities are not longer: names have 63 bytes, and addresses less. */
  private static final int MAX_PREFIX = 2_048;

  private final Pattern pattern;

  /** Null if no column has a text that clients choose. */
  private final Pattern longest;

  private LogLinePrefix(Pattern pattern, Pattern longest) {
    this.pattern = pattern;
    this.longest = longest;
  }

  /**
   * The prefix as {@code postgresql.conf} has it, such as {@code %m [%p] %q%u@%d}; blanks at its
   * end may be left out.
   *
   * @throws IllegalArgumentException saying what is wrong, without the prefix
   */
  public static LogLinePrefix of(String prefix) {
    boolean chosen = PrefixExpression.hasNamesOfClients(prefix);
    return new LogLinePrefix(
        PrefixExpression.of(prefix, PrefixExpression.Names.SHORTEST),
        chosen ? PrefixExpression.of(prefix, PrefixExpression.Names.LONGEST) : null);
  }

  /** Null for a line that has another prefix. */
  @Override
  public ParsedLine parse(TextLine line) {
    String head = line.head();
    PrefixMatch match =
        PrefixMatch.of(pattern, longest, head.substring(0, Math.min(head.length(), MAX_PREFIX)));
    if (match == null) {
      return null;
    }
    Fields fields = new Fields();
    putSession(fields, match);
    PostgresSession session = new PostgresSession(time(match, line.context()), pid(match));
    ParsedLine parsed = PostgresLine.read(line, match.severity(), session, fields, this);
    ParsedLine whole =
        new ParsedLine(
            parsed.format(), parsed.message(), parsed.time(), parsed.fields(), content(match));
    return match.isAmbiguous() ? whole.tagged(AMBIGUOUS) : whole;
  }

  /** After a first line: what explains it follows, and is of its process. */
  public MultilineState state(String line) {
    return PostgresLine.continuation(line, this);
  }

  /** The process that wrote a line; null if the line has another prefix or names none. */
  public String process(String line) {
    return PostgresLine.process(line, this);
  }

  private static void putSession(Fields fields, PrefixMatch match) {
    PostgresPrefix.putUnlessUnknown(fields, Field.USER_NAME, match.value('u'));
    PostgresPrefix.putUnlessUnknown(fields, Field.WEIR_DB_NAME, match.value('d'));
    String client = match.value('r');
    PostgresPrefix.putClient(fields, client.isEmpty() ? match.value('h') : client);
    String state = match.value('e');
    if (!state.isEmpty() && !state.equals(PostgresMessages.SUCCESS)) {
      fields.put(Field.WEIR_DB_SQL_STATE, state);
    }
  }

  private static ObjectNode content(PrefixMatch match) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    CONTENT.forEach(
        (escape, name) -> {
          String value = match.value(escape);
          if (!value.isEmpty()) {
            content.put(name, value);
          }
        });
    return content.isEmpty() ? null : content;
  }

  private Instant time(PrefixMatch match, TimeContext context) {
    String epoch = match.value('n');
    if (!epoch.isEmpty()) {
      int dot = epoch.indexOf('.');
      return Instant.ofEpochSecond(Long.parseLong(epoch.substring(0, dot)))
          .plusMillis(Long.parseLong(epoch.substring(dot + 1)));
    }
    String text = match.value(pattern.namedGroups().containsKey("m") ? 'm' : 't');
    if (text.isEmpty()) {
      return null;
    }
    Cursor cursor = new Cursor(text);
    Instant time = LeadingTimestamp.time(cursor, context);
    cursor.skipBlanks();
    // The abbreviation of a zone that several have would have been read with the time otherwise.
    return cursor.atEnd() || !context.isUtc() ? time : null;
  }

  private static long pid(PrefixMatch match) {
    String pid = match.value('p');
    if (pid.isEmpty()) {
      return PostgresSession.ofSessionId(match.value('c'));
    }
    return new Cursor(pid).number();
  }

  @Override
  public String toString() {
    return pattern.namedGroups().keySet().stream()
        .sorted()
        .collect(Collectors.joining(" ", "log_line_prefix with ", ""));
  }
}
