package io.weir.ingest.parse.structured;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.host.HostMessages;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.NestedLine;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import java.nio.charset.StandardCharsets;

/**
 * Records of systemd's journal as JSON, from {@code journalctl -o json} or Fluent Bit's systemd
 * input.
 *
 * @see <a href="https://systemd.io/JOURNAL_EXPORT_FORMATS/">Journal export formats</a>
 */
public final class Journal {
  /** This format. */
  public static final Format FORMAT =
      Format.of("journald", "journal of systemd as JSON", JsonLine::read);

  private Journal() {}

  static boolean isRecord(ObjectNode object) {
    return object.has("MESSAGE")
        && (object.has("__REALTIME_TIMESTAMP")
            || object.has("_HOSTNAME")
            || object.has("SYSLOG_IDENTIFIER")
            || object.has("PRIORITY"));
  }

  static ParsedLine read(TextLine line, ObjectNode object, LineBuilder builder) {
    JsonNode message = object.get("MESSAGE");
    if (message.isArray()) {
      // Bytes that are no text are written as numbers.
      object.put("MESSAGE", text(message));
    }
    FieldExtractor.take(object, AuditMappings.JOURNALD, builder);
    if (builder.time == null) {
      FieldExtractor.take(object, AuditMappings.JOURNALD_TIMES, builder);
    }
    Fields fields = builder.fields;
    String text = builder.message == null ? "" : builder.message;
    NestedLine payload = NestedLine.of(line, text, builder.time);
    payload.addTo(fields);
    HostMessages.put(fields, text);
    return new ParsedLine(
        FORMAT.name(),
        builder.message == null ? line.text() : payload.message(text, text),
        builder.time,
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
}
