package io.weir.ingest.parse.structured;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.join.TraceLines;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.StackTrace;
import io.weir.ingest.parse.text.TimeContext;
import io.weir.ingest.parse.text.YearlessTimes;
import java.time.Instant;

/** {@code I1123 01:00:00.084923 1 proxier.go:236] "Message" key="value"}, from Kubernetes. */
public final class KlogLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of("klog", "klog of Kubernetes, with the requests to its API server", KlogLine::read)
          .continuedBy(KlogLine::continuation);

  /** Of the API server, and what is built like it, about requests. */
  private static final FieldMapping HTTPLOG =
      new FieldMapping()
          .add(RequestMappers.METHOD, "verb")
          .add(RequestMappers.URL, "URI")
          .add(RequestMappers.SOURCE, "srcIP")
          .add(RequestMappers.STATUS, "resp")
          .texts(Field.HTTP_REQUEST_ID, "audit-ID");

  private KlogLine() {}

  /** The goroutines that follow an error, and a value of several lines. */
  private static MultilineState continuation(String line, int afterTimestamp) {
    char first = line.charAt(0);
    boolean trouble = first == 'E' || first == 'F';
    boolean level = trouble || first == 'W' || first == 'I' || first == 'V' || first == 'D';
    Cursor cursor = level ? new Cursor(line, 1) : null;
    boolean known =
        cursor != null && cursor.atDigit() && YearlessTimes.klog(cursor, TimeContext.ANY) != null;
    if (!known) {
      return null;
    }
    MultilineState after = trouble ? TraceLines.TROUBLE : MultilineState.CLOSED;
    MultilineState inValue = KlogPairs.inValue(line, after);
    return inValue == null ? after : inValue;
  }

  static ParsedLine read(TextLine line) {
    String head = line.head();
    boolean dated = head.length() > 5 && head.charAt(5) == ' ' && head.charAt(1) <= '1';
    String level = dated ? Levels.lettered(head) : null;
    Cursor cursor = new Cursor(head, 1);
    Instant time = level == null ? null : YearlessTimes.klog(cursor, line.context());
    if (time == null || !cursor.skipBlanks()) {
      return null;
    }
    long thread = cursor.number();
    cursor.skip(' ');
    String origin = cursor.until("] ");
    if (thread < 0 || origin == null || origin.indexOf(' ') >= 0) {
      return null;
    }
    LineBuilder builder = new LineBuilder(line.context());
    int from = cursor.at();
    String message = cursor.quoted();
    int after = cursor.at();
    // Only after a message in quotes are pairs meant as such.
    ObjectNode pairs =
        message == null ? null : KlogPairs.read(new Cursor(line.whole(), cursor.at()));
    if (pairs != null) {
      if (message.equals("HTTP")) {
        FieldExtractor.take(pairs, HTTPLOG, builder);
      }
      FieldExtractor.take(pairs, builder);
    }
    Fields fields = builder.fields.put(Field.LOG_LEVEL, level).put(Field.PROCESS_THREAD_ID, thread);
    putOrigin(fields, origin);
    StackTrace.put(fields, line.rest());
    // Escaped quotes stay: so the line is its parts, and pairs are read from what is after it.
    String text =
        pairs == null ? line.message(fields, from) : line.message(fields, from + 1, after - 1);
    return new ParsedLine(
        FORMAT.name(), text, time, fields, pairs == null || pairs.isEmpty() ? null : pairs);
  }

  private static void putOrigin(Fields fields, String origin) {
    int colon = origin.lastIndexOf(':');
    long number = new Cursor(origin, colon + 1).number();
    if (colon > 0 && number >= 0) {
      fields.put(Field.LOG_ORIGIN_FILE_NAME, origin.substring(0, colon));
      fields.put(Field.LOG_ORIGIN_FILE_LINE, number);
    }
  }
}
