package io.weir.ingest.parse.line;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.text.TimeContext;
import java.time.Instant;

/**
 * What a text says that came inside another format: after a syslog header or in the journal.
 *
 * @param parsed null if it is plain text
 */
public record NestedLine(ParsedLine parsed) {
  /** Reads a text inside a line; its own times are completed by the outer one, if that is known. */
  public static NestedLine of(TextLine outer, String text, Instant time) {
    if (text.isEmpty() || !outer.mayNest()) {
      return new NestedLine(null);
    }
    TimeContext context = time == null ? outer.context() : outer.context().at(time);
    ParsedLine parsed = outer.nested(text, context);
    boolean known = !PlainLine.FORMAT.isOf(parsed) || parsed.fields().has(Field.LOG_LEVEL);
    return new NestedLine(known ? parsed : null);
  }

  /** Sets what the payload says where the header does not say it: it alone knows the level. */
  public void addTo(Fields fields) {
    if (parsed != null) {
      parsed
          .fields()
          .forEach(
              (field, value) -> {
                if (!fields.has(field) || field == Field.LOG_LEVEL) {
                  fields.copy(field, value);
                }
              });
    }
  }

  private boolean isStructured() {
    return parsed != null && !PlainLine.FORMAT.isOf(parsed);
  }

  /** The name of the format it is in, or of the other one if it is plain text. */
  public String format(Format defaultValue) {
    return isStructured() ? parsed.format() : defaultValue.name();
  }

  /** The payload's own time is the finer one, and has a year. */
  public Instant time(Instant defaultValue) {
    return parsed == null || parsed.time() == null ? defaultValue : parsed.time();
  }

  /** The message that a format takes from its text, else the other. */
  public String message(String text, String defaultValue) {
    return isStructured() && !parsed.message().equals(text) ? parsed.message() : defaultValue;
  }

  /** The payload's content over that of the header, null if there is none. */
  public ObjectNode content(ObjectNode header) {
    ObjectNode inner = parsed == null ? null : parsed.content();
    if (inner != null && header != null) {
      header.setAll(inner);
    }
    ObjectNode content = header == null ? inner : header;
    return content == null || content.isEmpty() ? null : content;
  }
}
