package io.weir.ingest.parse.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.NestedLine;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.StackTrace;
import io.weir.ingest.parse.text.Times;
import io.weir.ingest.parse.text.YearlessTimes;
import java.time.Instant;
import java.util.Set;

/** Syslog after RFC 5424 and RFC 3164, the latter also as files keep it, without a priority. */
public final class SyslogLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of(
          "syslog",
          "RFC 3164 and 5424, with what sshd, sudo, su, Postfix and Dovecot say",
          SyslogLine::read);

  private static final int MAX_PRIORITY = 191;
  private static final int MAX_TAG = 80;

  /** Programs that write no process id, and are known all the same. */
  private static final Set<String> WITHOUT_PID =
      Set.of("kernel", "sudo", "su", "systemd", "dovecot", "haproxy", "rsyslogd");

  private SyslogLine() {}

  static ParsedLine read(TextLine line) {
    Cursor cursor = new Cursor(line.head());
    char first = cursor.peek();
    // A month, a year or a priority.
    if (first != '<' && (first < 'A' || first > 'S') && !cursor.atDigit()) {
      return null;
    }
    Fields fields = new Fields();
    boolean prioritised = cursor.peek() == '<';
    if (prioritised && !putPriority(fields, cursor)) {
      return null;
    }
    return prioritised && cursor.skip("1 ")
        ? modern(line, cursor, fields)
        : old(line, cursor, fields, prioritised);
  }

  private static boolean putPriority(Fields fields, Cursor cursor) {
    cursor.skip('<');
    int priority = (int) Math.min(cursor.number(), 999);
    if (priority < 0 || priority > MAX_PRIORITY || !cursor.skip('>')) {
      return false;
    }
    fields.put(Field.LOG_SYSLOG_PRIORITY, priority);
    fields.put(Field.LOG_SYSLOG_FACILITY_CODE, priority >> 3);
    fields.put(Field.LOG_SYSLOG_SEVERITY_CODE, priority & 7);
    fields.put(Field.LOG_LEVEL, Levels.ofSeverity(priority & 7));
    return true;
  }

  /** {@code 2026-11-23T01:30:00Z host app procid msgid [data] text}, each a dash if absent. */
  private static ParsedLine modern(TextLine line, Cursor cursor, Fields fields) {
    boolean timeless = cursor.skip('-');
    Instant time = timeless ? null : Times.iso(cursor, line.context());
    if (!timeless && time == null) {
      return null;
    }
    fields.put(Field.LOG_SYSLOG_HOSTNAME, part(cursor));
    String app = part(cursor);
    fields.put(Field.LOG_SYSLOG_APPNAME, app).put(Field.PROCESS_NAME, app);
    putProcess(fields, part(cursor));
    fields.put(Field.LOG_SYSLOG_MSGID, part(cursor));
    cursor.skipBlanks();
    ObjectNode data = StructuredData.read(cursor);
    return withPayload(line, cursor, time, fields, data);
  }

  private static String part(Cursor cursor) {
    cursor.skipBlanks();
    String word = cursor.word();
    return word.equals("-") ? null : word;
  }

  /** {@code Nov 23 01:30:00 host app[pid]: text}, or with a time in ISO form as rsyslog writes. */
  private static ParsedLine old(TextLine line, Cursor cursor, Fields fields, boolean prioritised) {
    boolean iso = cursor.atDigit();
    Instant time =
        iso ? Times.iso(cursor, line.context()) : YearlessTimes.syslog(cursor, line.context());
    if ((time == null && !prioritised) || (time != null && !cursor.skipBlanks())) {
      return null;
    }
    if (cursor.peek() == '[' && !prioritised) {
      // No host, but a level or a thread, as fluentd and others write.
      return null;
    }
    int start = cursor.at();
    String host = cursor.word();
    if (host.endsWith(":") || time == null) {
      // Some leave the host out, and after a priority the time as well.
      cursor.moveTo(start);
      host = null;
    }
    cursor.skipBlanks();
    int tagAt = cursor.at();
    // Many other lines begin with a time in ISO form: there a process id is asked for.
    if (!putTag(fields, tag(cursor), iso)) {
      if (!prioritised) {
        return null;
      }
      cursor.moveTo(tagAt);
    }
    fields.put(Field.LOG_SYSLOG_HOSTNAME, host);
    return withPayload(line, cursor, time, fields, null);
  }

  private static ParsedLine withPayload(
      TextLine line, Cursor cursor, Instant time, Fields fields, ObjectNode data) {
    cursor.skipBlanks();
    int from = cursor.at();
    String head = cursor.rest();
    String text = line.rest() == null ? head : head + '\n' + line.rest();
    if (line.rest() != null) {
      StackTrace.put(fields, line.rest());
    }
    NestedLine payload = NestedLine.of(line, text, time);
    payload.addTo(fields);
    HostMessages.put(fields, head);
    String own = payload.message(text);
    if (own != null && payload.isTextOfItsOwn()) {
      fields.put(Field.WEIR_LINE_WHOLE, line.text());
    }
    return new ParsedLine(
        payload.format(FORMAT),
        own == null ? message(line, fields, from, text, payload) : own,
        payload.time(time),
        fields,
        payload.content(data));
  }

  private static String message(
      TextLine line, Fields fields, int from, String text, NestedLine payload) {
    int end = payload.messageEnd(text);
    int at = from + payload.messageAt();
    return end < text.length() ? line.message(fields, at, from + end) : line.message(fields, at);
  }

  private static String tag(Cursor cursor) {
    int start = cursor.at();
    String tag = cursor.until(": ");
    if (tag == null) {
      tag = cursor.moveTo(start).rest();
      tag = tag.endsWith(":") ? tag.substring(0, tag.length() - 1) : "";
    }
    return tag;
  }

  private static boolean putTag(Fields fields, String tag, boolean iso) {
    int bracket = tag.endsWith("]") ? tag.lastIndexOf('[') : -1;
    boolean doubtful = iso && bracket < 0 && !WITHOUT_PID.contains(tag);
    if (doubtful || tag.isEmpty() || tag.indexOf(' ') >= 0 || tag.length() > MAX_TAG) {
      return false;
    }
    String app = bracket < 0 ? tag : tag.substring(0, bracket);
    fields.put(Field.LOG_SYSLOG_APPNAME, app).put(Field.PROCESS_NAME, app);
    if (bracket >= 0) {
      putProcess(fields, tag.substring(bracket + 1, tag.length() - 1));
    }
    return true;
  }

  private static void putProcess(Fields fields, String id) {
    fields.put(Field.LOG_SYSLOG_PROCID, id);
    Cursor cursor = new Cursor(id == null ? "" : id);
    long pid = cursor.number();
    if (pid >= 0 && cursor.atEnd()) {
      fields.put(Field.PROCESS_PID, pid);
    }
  }
}
