package io.weir.ingest.parse.line;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.text.AnsiColors;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.LeadingTimestamp;
import io.weir.ingest.parse.text.TimeContext;
import java.time.Instant;

/** A text as the parsers look at it: one line, or several of one event joined by {@code \n}. */
public final class TextLine {
  /** A line in a line in a line is possible, more is a joke. */
  private static final int MAX_DEPTH = 3;

  private final String text;
  private final String head;
  private final String rest;
  private final TimeContext context;
  private final Instant timestamp;
  private final int afterTimestamp;
  private final LineParser nestedReader;
  private final int depth;

  private TextLine(String text, TimeContext context, LineParser nestedReader, int depth) {
    String clean = withoutLineEnd(AnsiColors.remove(withoutByteOrderMark(text)));
    int end = clean.indexOf('\n');
    this.text = text;
    this.head = end < 0 ? clean : withoutLineEnd(clean.substring(0, end));
    this.rest = end < 0 ? null : clean.substring(end + 1);
    this.context = context;
    Cursor cursor = new Cursor(head);
    this.timestamp = LeadingTimestamp.read(cursor, context);
    this.afterTimestamp = timestamp == null ? 0 : cursor.at();
    this.nestedReader = nestedReader;
    this.depth = depth;
  }

  /**
   * A line for one parser alone.
   *
   * @param text any characters, any length
   */
  public static TextLine of(String text, TimeContext context) {
    return of(text, context, PlainLine.FORMAT.reader());
  }

  /**
   * A line.
   *
   * @param nestedReader reads a line that is wrapped in this one; takes every line
   */
  public static TextLine of(String text, TimeContext context, LineParser nestedReader) {
    return new TextLine(text, context, nestedReader, 0);
  }

  /** As the application wrote it. */
  public String text() {
    return text;
  }

  /** The first line without colours, byte order mark and line end. */
  public String head() {
    return head;
  }

  /** The further lines, or null if there is only one. */
  public String rest() {
    return rest;
  }

  /** With what its timestamps are completed. */
  public TimeContext context() {
    return context;
  }

  /** The time with which the head begins, perhaps in brackets, or null. */
  public Instant timestamp() {
    return timestamp;
  }

  /** Where the head continues after that timestamp, 0 if there is none. */
  public int afterTimestamp() {
    return afterTimestamp;
  }

  /** Whether a text inside this one may be read as a line of its own. */
  public boolean mayNest() {
    return depth < MAX_DEPTH;
  }

  /** Reads a text inside this one as a line of its own; as plain text where it may not be one. */
  public ParsedLine nested(String part, TimeContext at) {
    LineParser reader = mayNest() ? nestedReader : PlainLine.FORMAT.reader();
    return reader.parse(new TextLine(part, at, nestedReader, depth + 1));
  }

  /** Whether the head begins with a bracket, which may hold the timestamp. */
  public boolean isBracketed() {
    return head.startsWith("[");
  }

  /** At the first character after the leading timestamp. */
  public Cursor cursor() {
    return new Cursor(head, afterTimestamp);
  }

  /** What the line says in a format: its whole text is the message. */
  public ParsedLine as(Format format, Instant time, Fields fields) {
    return as(format, time, fields, null);
  }

  /** The same with other keys; null if there are none. */
  public ParsedLine as(Format format, Instant time, Fields fields, ObjectNode content) {
    return new ParsedLine(format.name(), message(fields, 0), time, fields, content);
  }

  /**
   * What the line says in a format that has a message.
   *
   * @param from where in {@link #whole} the message begins, perhaps with blanks and a separator
   *     before it
   */
  public ParsedLine as(Format format, Instant time, Fields fields, int from) {
    return new ParsedLine(format.name(), message(fields, from), time, fields, null);
  }

  /**
   * The message, which is the line from a place in {@link #whole} on. Sets the fields that have
   * what is before it.
   */
  public String message(Fields fields, int from) {
    return MessagePlace.put(fields, text, from, -1);
  }

  /** The message between two places in {@link #whole}; sets the fields that have the rest. */
  public String message(Fields fields, int from, int to) {
    return MessagePlace.put(fields, text, from, to);
  }

  /**
   * The message where it is one of the line's values.
   *
   * @param value as it was read
   * @param at where in {@link #whole} it is, if it is there as it was read
   */
  public String messageOf(Fields fields, String value, int at) {
    if (at >= 0 && whole().startsWith(value, at)) {
      return message(fields, at, at + value.length());
    }
    fields.put(Field.WEIR_LINE_WHOLE, text);
    return value;
  }

  /** The whole text, as clean as the head. */
  public String whole() {
    return rest == null ? head : head + '\n' + rest;
  }

  private static String withoutByteOrderMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static String withoutLineEnd(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(0, end);
  }
}
