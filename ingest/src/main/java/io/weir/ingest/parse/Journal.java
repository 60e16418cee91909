package io.weir.ingest.parse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.nio.charset.StandardCharsets;

/**
 * Records of systemd's journal as JSON, from {@code journalctl -o json} or Fluent Bit's systemd
 * input.
 *
 * @see <a href="https://systemd.io/JOURNAL_EXPORT_FORMATS/">Journal export formats</a>
 */
final class Journal {
  static final String FORMAT = "journald";

  private Journal() {}

  static boolean isRecord(ObjectNode object) {
    return object.has("MESSAGE")
        && (object.has("__REALTIME_TIMESTAMP")
            || object.has("_HOSTNAME")
            || object.has("SYSLOG_IDENTIFIER")
            || object.has("PRIORITY"));
  }

  static ParsedLine read(TextLine line, ObjectNode object, LineBuilder draft) {
    JsonNode message = object.get("MESSAGE");
    if (message.isArray()) {
      // Bytes that are no text are written as numbers.
      object.put("MESSAGE", text(message));
    }
    FieldExtractor.take(object, AuditMappings.JOURNALD, draft);
    if (draft.time == null) {
      FieldExtractor.take(object, AuditMappings.JOURNALD_TIMES, draft);
    }
    Fields fields = draft.fields;
    String text = draft.message == null ? "" : draft.message;
    NestedLine payload = NestedLine.of(line, text, draft.time);
    payload.addTo(fields);
    HostMessages.put(fields, text);
    return new ParsedLine(
        FORMAT,
        draft.message == null ? line.text() : payload.message(text, text),
        draft.time,
        fields,
        payload.content(object));
  }

  private static String text(JsonNode bytes) {
    byte[] text = new byte[bytes.size()];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) bytes.get(i).asInt();
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  /** The program that wrote it, by the name it gave itself or its executable. */
  static String program(Fields fields) {
    String app = fields.text(Field.LOG_SYSLOG_APPNAME);
    return app == null ? String.valueOf(fields.text(Field.PROCESS_NAME)) : app;
  }
}
