package io.weir.ingest.parse.structured;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.host.HostMessages;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.NestedLine;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.AnsiColors;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

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
      object.put("MESSAGE", text(message));
    }
    FieldExtractor.take(object, AuditMappings.JOURNALD, builder);
    if (builder.time == null) {
      FieldExtractor.take(object, AuditMappings.JOURNALD_TIMES, builder);
    }
    Fields fields = builder.fields;
    String text = builder.message == null ? "" : AnsiColors.remove(builder.message);
    NestedLine payload = NestedLine.of(line, text, builder.time);
    payload.addTo(fields);
    HostMessages.put(fields, text);
    return new ParsedLine(
        FORMAT.name(),
        builder.message == null ? line.text() : message(payload, text),
        builder.time,
        fields,
        payload.content(object));
  }

  private static String message(NestedLine payload, String text) {
    String own = payload.message(text);
    return own == null ? text.substring(payload.messageAt(), payload.messageEnd(text)) : own;
  }

  /**
   * A field that was sent several times is a list; bytes that are no text are written as numbers.
   */
  private static String text(JsonNode list) {
    if (list.path(0).isNumber()) {
      return ofBytes(list);
    }
    StringJoiner lines = new StringJoiner("\n");
    list.forEach(item -> lines.add(item.isArray() ? ofBytes(item) : item.asText()));
    return lines.toString();
  }

  private static String ofBytes(JsonNode bytes) {
    byte[] text = new byte[bytes.size()];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) bytes.get(i).asInt();
    }
    return new String(text, StandardCharsets.UTF_8);
  }
}
