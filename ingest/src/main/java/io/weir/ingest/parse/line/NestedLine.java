package io.weir.ingest.parse.line;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.text.TimeContext;
import java.time.Instant;
import java.util.Set;

/**
 * What a text says that came inside another format: after a syslog header or in the journal.
 *
 * @param parsed null if it is plain text
 */
public record NestedLine(ParsedLine parsed) {
  /** Where its message is in its own text, which is not the outer one. */
  private static final Set<Field> OF_ITS_LINE =
      Set.of(Field.WEIR_LINE_AFTER, Field.WEIR_LINE_BEFORE, Field.WEIR_LINE_WHOLE);

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
                boolean mine = !fields.has(field) || field == Field.LOG_LEVEL;
                if (mine && !OF_ITS_LINE.contains(field)) {
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

  /**
   * The message that a format has made of its text.
   *
   * @return null if it is the text from {@link #messageAt} to {@link #messageEnd}
   */
  public String message(String text) {
    boolean part = length(Field.WEIR_LINE_BEFORE) + length(Field.WEIR_LINE_AFTER) > 0;
    return part || !isStructured() || parsed.message().equals(text) ? null : parsed.message();
  }

  /** True if the message is not in its line as it was written there, as escapes are read. */
  public boolean isTextOfItsOwn() {
    return parsed != null && parsed.fields().has(Field.WEIR_LINE_WHOLE);
  }

  /** Where the message begins in its text. */
  public int messageAt() {
    return length(Field.WEIR_LINE_BEFORE);
  }

  /** Where the message ends in its text. */
  public int messageEnd(String text) {
    return text.length() - length(Field.WEIR_LINE_AFTER);
  }

  private int length(Field field) {
    String text = parsed == null ? null : parsed.fields().text(field);
    return text == null ? 0 : text.length();
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
