package io.weir.ingest.parse.web;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Addresses;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.Times;
import java.time.Instant;

/**
 * {@code [Mon Nov 23 01:00:00.123456 2026] [core:error] [pid 31:tid 140] [client 10.0.0.9:51234]
 * AH00037: text, referer: http://…}; older versions write neither module nor process.
 */
public final class ApacheErrorLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of("apache-error", "error log of Apache httpd", ApacheErrorLine::read);

  private ApacheErrorLine() {}

  static ParsedLine read(TextLine line) {
    Cursor cursor = new Cursor(line.head());
    Instant time = cursor.skip('[') ? Times.asctime(cursor, line.context()) : null;
    if (time == null || !cursor.skip("] [")) {
      return null;
    }
    String level = cursor.until(']');
    int colon = level == null ? -1 : level.indexOf(':');
    Fields fields = new Fields();
    if (level == null || !putLevel(fields, level.substring(colon + 1))) {
      return null;
    }
    fields.put(Field.LOG_LOGGER, colon > 0 ? level.substring(0, colon) : null);
    cursor.skipBlanks();
    while (cursor.skip('[')) {
      putColumn(fields, cursor.until(']'));
      cursor.skipBlanks();
    }
    int from = cursor.at();
    putText(fields, cursor.rest());
    return line.as(FORMAT, time, fields, from);
  }

  /** trace1 to trace8 are levels too. */
  private static boolean putLevel(Fields fields, String level) {
    return Levels.put(fields, level.startsWith("trace") ? "trace" : level);
  }

  private static void putColumn(Fields fields, String column) {
    Cursor cursor = new Cursor(column == null ? "" : column);
    if (cursor.skip("client ") || cursor.skip("remote ")) {
      Addresses.putSource(fields, cursor.rest());
    } else if (cursor.skip("pid ")) {
      long pid = cursor.number();
      if (pid >= 0) {
        fields.put(Field.PROCESS_PID, pid);
      }
      long thread = cursor.skip(":tid ") ? cursor.number() : -1;
      if (thread >= 0) {
        fields.put(Field.PROCESS_THREAD_ID, thread);
      }
    }
  }

  private static void putText(Fields fields, String text) {
    int referer = text.lastIndexOf(", referer: ");
    String message = referer < 0 ? text : text.substring(0, referer);
    if (referer >= 0) {
      fields.put(Field.HTTP_REQUEST_REFERRER, text.substring(referer + 11));
    }
    if (message.startsWith("AH") && message.indexOf(": ") == 7) {
      fields.put(Field.EVENT_CODE, message.substring(0, 7));
    }
    if ("error".equals(fields.text(Field.LOG_LEVEL))) {
      fields.put(Field.ERROR_MESSAGE, message);
    }
  }
}
