package io.weir.ingest.parse.host;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import java.time.Instant;

/**
 * {@code type=SYSCALL msg=audit(1795395600.123:456): arch=c000003e … comm="cat"}, the records of
 * the kernel's audit, also with {@code node=} before them.
 *
 * @see <a href="https://github.com/linux-audit/audit-documentation/wiki">Audit record fields</a>
 */
public final class AuditdLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of("auditd", "audit records of Linux", AuditdLine::read);

  /** Between a record and what auditd adds for people when it is set to enrich. */
  private static final char GROUP_SEPARATOR = '\u001d';

  private AuditdLine() {}

  static ParsedLine read(TextLine line) {
    Cursor cursor = new Cursor(line.head());
    Fields fields = new Fields();
    if (cursor.skip("node=")) {
      fields.put(Field.LOG_SYSLOG_HOSTNAME, cursor.word());
      cursor.skipBlanks();
    }
    String type = cursor.skip("type=") ? cursor.word() : null;
    if (type == null || !cursor.skip(" msg=audit(")) {
      return null;
    }
    long second = cursor.number();
    boolean dotted = cursor.skip('.');
    int millis = cursor.digits(3);
    boolean numbered = cursor.skip(':');
    long serial = cursor.number();
    if (second < 0 || !dotted || millis < 0 || !numbered || serial < 0 || !cursor.skip("):")) {
      return null;
    }
    fields.put(Field.EVENT_ACTION, type).put(Field.EVENT_SEQUENCE, serial);
    ObjectNode pairs = JsonNodeFactory.instance.objectNode();
    take(cursor.rest(), type, pairs);
    AuditdFields.put(fields, type, pairs);
    Instant time = Instant.ofEpochSecond(second, millis * 1_000_000L);
    return line.as(FORMAT, time, fields, pairs.isEmpty() ? null : pairs);
  }

  /** Reads the pairs; {@code msg='…'} of user programs holds more of them. */
  private static void take(String text, String type, ObjectNode pairs) {
    Cursor cursor = new Cursor(text);
    while (skipMarks(cursor)) {
      int start = cursor.at();
      String key = key(cursor);
      if (key == null) {
        cursor.moveTo(start).word();
      } else if (!key.equals("msg") || !cursor.skip('\'')) {
        // It continues inside msg='…'; the closing quote is skipped as a mark.
        boolean quoted = cursor.peek() == '"';
        String value = value(cursor);
        pairs.putIfAbsent(
            key, pairs.textNode(quoted ? value : AuditdFields.text(type, key, value)));
      }
    }
  }

  private static boolean skipMarks(Cursor cursor) {
    while (cursor.skipBlanks()
        || cursor.skip('\'')
        || cursor.skip(',')
        || cursor.skip(GROUP_SEPARATOR)) {
      // Nothing to keep.
    }
    return !cursor.atEnd();
  }

  private static String key(Cursor cursor) {
    int length = 0;
    while (isKeyPart(cursor.peek(length))) {
      length++;
    }
    return length > 0 && cursor.peek(length) == '=' ? cursor.until('=') : null;
  }

  private static boolean isKeyPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  private static String value(Cursor cursor) {
    if (cursor.peek() == '"') {
      int start = cursor.at();
      cursor.skip('"');
      String quoted = cursor.until('"');
      if (quoted != null) {
        return quoted;
      }
      cursor.moveTo(start);
    }
    int length = 0;
    for (char c = cursor.peek(); isValuePart(c); c = cursor.peek(length)) {
      length++;
    }
    return cursor.take(length);
  }

  private static boolean isValuePart(char c) {
    return c != 0 && c != ' ' && c != '\t' && c != '\'' && c != GROUP_SEPARATOR;
  }
}
