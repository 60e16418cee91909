package io.weir.ingest.parse.runtime;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.join.RubyTraceLines;
import io.weir.ingest.parse.line.Columns;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Addresses;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Http;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.Quantities;
import io.weir.ingest.parse.text.StackTrace;
import io.weir.ingest.parse.text.Times;

/**
 * {@code I, [2026-11-23T01:00:00.123456 #42] INFO -- cart: text}, of Ruby's logger, with what Rails
 * says of requests.
 */
public final class RubyLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of("ruby", "Ruby's logger with the requests of Rails", RubyLine::read)
          .continuedBy(RubyLine::continuation);

  /** After the letter of the level. */
  private static final Columns COLUMNS =
      Columns.of(
          Columns.literal(", ["),
          Columns.time(Times::iso),
          Columns.literal(" #"),
          Columns.number(Field.PROCESS_PID),
          Columns.literal("] "),
          Columns.level(" -- ", RubyLine::level),
          Columns.optional(Columns.until(": ", Field.LOG_LOGGER)));

  private RubyLine() {}

  static ParsedLine read(TextLine line) {
    Cursor cursor = new Cursor(line.head(), 1);
    Columns.Match match = COLUMNS.read(cursor, line.context());
    if (match == null) {
      return null;
    }
    Fields fields = match.fields();
    putRequest(fields, cursor);
    StackTrace.put(fields, line.rest());
    return line.as(FORMAT, match.time(), fields, match.end());
  }

  /** The calls after an error. */
  private static MultilineState continuation(String line, int afterTimestamp) {
    char level = line.startsWith(", [", 1) ? line.charAt(0) : 0;
    boolean trouble = level == 'W' || level == 'E' || level == 'F';
    return trouble ? RubyTraceLines.LOGGED : null;
  }

  /** What has no name of a level is logged whatever the level is. */
  private static String level(String word) {
    return word.strip().equals("ANY") ? "" : Levels.named(word.strip());
  }

  /** After tags in brackets. */
  private static void putRequest(Fields fields, Cursor cursor) {
    while (cursor.skip('[') && cursor.until("] ") != null) {
      // The id of a request, or whatever else the application tags its lines with.
    }
    if (cursor.skip("Started ")) {
      String method = cursor.word();
      cursor.skipBlanks();
      String target = Http.isMethod(method) ? cursor.quoted() : null;
      if (target != null && cursor.skip(" for ")) {
        fields.put(Field.HTTP_REQUEST_METHOD, method);
        Http.putUrl(fields, target);
        Addresses.putSource(fields, cursor.word());
      }
    } else if (cursor.skip("Completed ")) {
      long status = cursor.number();
      if (Http.putStatus(fields, status) && cursor.until(" in ") != null) {
        long nanos = Quantities.duration(cursor.word());
        if (nanos >= 0) {
          fields.put(Field.EVENT_DURATION, nanos);
        }
      }
    }
  }
}
