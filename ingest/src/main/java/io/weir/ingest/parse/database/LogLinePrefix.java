package io.weir.ingest.parse.database;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Matcher;
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
import java.util.Set;
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
  private static final String ANY = ".*?";
  private static final String TIME =
      "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)? \\S+?";

  /** Types of processes with blanks in their names, which would be several columns otherwise. */
  private static final String BACKEND =
      "client backend|parallel worker|background (?:writer|worker)|autovacuum (?:launcher|worker)"
          + "|logical replication [a-z ]*(?:launcher|worker)|not initialized|slotsync worker";

  /** What each escape can be in a line. */
  private static final Map<Character, String> ESCAPES =
      Map.ofEntries(
          Map.entry('a', ANY),
          Map.entry('u', ANY),
          Map.entry('d', ANY),
          Map.entry('r', "\\S*?"),
          Map.entry('h', "\\S*?"),
          Map.entry('L', "\\S*?"),
          Map.entry('b', BACKEND + '|' + ANY),
          Map.entry('p', "[0-9]+"),
          Map.entry('P', "[0-9]*"),
          Map.entry('t', TIME),
          Map.entry('m', TIME),
          Map.entry('n', "[0-9]{9,11}\\.[0-9]{3}"),
          Map.entry('i', ANY),
          Map.entry('e', "[0-9A-Z]{5}"),
          Map.entry('c', "[0-9a-f]+\\.[0-9a-f]+"),
          Map.entry('l', "[0-9]+"),
          Map.entry('s', TIME),
          Map.entry('v', "[-0-9/]*"),
          Map.entry('x', "[0-9]+"),
          Map.entry('Q', "-?[0-9]+"));

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

  private static final String SEVERITY = "severity";

  /** Prefixes and severities are not longer: names have 63 bytes, and addresses less. */
  private static final int MAX_PREFIX = 2_048;

  private final Pattern pattern;
  private final Set<String> escapes;

  private LogLinePrefix(String expression) {
    this.pattern = Pattern.compile(expression);
    this.escapes = pattern.namedGroups().keySet();
  }

  /**
   * The prefix as {@code postgresql.conf} has it, such as {@code %m [%p] %q%u@%d}; blanks at its
   * end may be left out.
   *
   * @throws IllegalArgumentException saying what is wrong, without the prefix
   */
  public static LogLinePrefix of(String prefix) {
    StringBuilder expression = new StringBuilder();
    String text = prefix.stripTrailing();
    boolean optional = false;
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) != '%') {
        int end = text.indexOf('%', at);
        end = end < 0 ? text.length() : end;
        expression.append(Pattern.quote(text.substring(at, end)));
        at = end;
        continue;
      }
      int padding = at + 1;
      while (padding < text.length() && "-0123456789".indexOf(text.charAt(padding)) >= 0) {
        padding++;
      }
      char escape = padding < text.length() ? text.charAt(padding) : 0;
      if (escape == 'q') {
        // What follows is left out by processes that serve no session.
        expression.append(optional ? "" : "(?:");
        optional = true;
      } else {
        expression.append(expression(escape, padding > at + 1, expression));
      }
      at = padding + 1;
    }
    String names = String.join("|", PostgresSeverity.words().stream().map(Pattern::quote).toList());
    return new LogLinePrefix(
        expression + (optional ? ")?" : "") + " *(?P<severity>" + names + ")[ \u00a0]?:  ");
  }

  private static String expression(char escape, boolean padded, CharSequence before) {
    if (escape == '%') {
      return "%";
    }
    String value = ESCAPES.get(escape);
    if (value == null) {
      throw new IllegalArgumentException(
          escape == 0
              ? "ends with a percent sign"
              : "has %" + escape + ", which PostgreSQL does not know");
    }
    String group = "(?P<" + escape + ">";
    boolean again = before.toString().contains(group);
    String captured = again ? "(?:" + value + ")" : group + value + ")";
    return padded ? " *" + captured + " *" : captured;
  }

  /** Null for a line that has another prefix. */
  @Override
  public ParsedLine parse(TextLine line) {
    String head = line.head();
    Matcher matcher = pattern.matcher(head.substring(0, Math.min(head.length(), MAX_PREFIX)));
    if (!matcher.lookingAt()) {
      return null;
    }
    Fields fields = new Fields();
    putSession(fields, matcher);
    String severity = PostgresSeverity.named(matcher.group(SEVERITY));
    PostgresSession session = new PostgresSession(time(matcher, line.context()), pid(matcher));
    ParsedLine parsed =
        PostgresLine.read(
            line,
            new PostgresSeverity(severity, matcher.start(SEVERITY), matcher.end()),
            session,
            fields,
            this);
    return new ParsedLine(
        parsed.format(), parsed.message(), parsed.time(), parsed.fields(), content(matcher));
  }

  /** After a first line: what explains it follows, and is of its process. */
  public MultilineState state(String line) {
    return PostgresLine.continuation(line, this);
  }

  /** The process that wrote a line; null if the line has another prefix or names none. */
  public String process(String line) {
    return PostgresLine.process(line, this);
  }

  private void putSession(Fields fields, Matcher matcher) {
    PostgresPrefix.putUnlessUnknown(fields, Field.USER_NAME, value(matcher, 'u'));
    PostgresPrefix.putUnlessUnknown(fields, Field.WEIR_DB_NAME, value(matcher, 'd'));
    String client = value(matcher, 'r');
    PostgresPrefix.putClient(fields, client.isEmpty() ? value(matcher, 'h') : client);
    String state = value(matcher, 'e');
    if (!state.isEmpty() && !state.equals(PostgresMessages.SUCCESS)) {
      fields.put(Field.WEIR_DB_SQL_STATE, state);
    }
  }

  private ObjectNode content(Matcher matcher) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    CONTENT.forEach(
        (escape, name) -> {
          String value = value(matcher, escape);
          if (!value.isEmpty()) {
            content.put(name, value);
          }
        });
    return content.isEmpty() ? null : content;
  }

  private Instant time(Matcher matcher, TimeContext context) {
    String epoch = value(matcher, 'n');
    if (!epoch.isEmpty()) {
      int dot = epoch.indexOf('.');
      return Instant.ofEpochSecond(Long.parseLong(epoch.substring(0, dot)))
          .plusMillis(Long.parseLong(epoch.substring(dot + 1)));
    }
    String text = value(matcher, escapes.contains("m") ? 'm' : 't');
    if (text.isEmpty()) {
      return null;
    }
    Cursor cursor = new Cursor(text);
    Instant time = LeadingTimestamp.time(cursor, context);
    cursor.skipBlanks();
    // The abbreviation of a zone that several have would have been read with the time otherwise.
    return cursor.atEnd() || !context.isUtc() ? time : null;
  }

  private long pid(Matcher matcher) {
    String pid = value(matcher, 'p');
    if (pid.isEmpty()) {
      return PostgresSession.ofSessionId(value(matcher, 'c'));
    }
    return new Cursor(pid).number();
  }

  /** Empty if the prefix or the line has none. */
  private String value(Matcher matcher, char escape) {
    String name = String.valueOf(escape);
    String value = escapes.contains(name) ? matcher.group(name) : null;
    return value == null ? "" : value.strip();
  }

  @Override
  public String toString() {
    return escapes.stream().sorted().collect(Collectors.joining(" ", "log_line_prefix with ", ""));
  }
}
