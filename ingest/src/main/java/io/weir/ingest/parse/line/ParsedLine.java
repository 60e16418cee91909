package io.weir.ingest.parse.line;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.time.Instant;

/**
 * What a line (or the lines of one event, joined by {@code \n}) says.
 *
 * @param format the name of the format it was read as, such as {@code postgresql} or {@code plain}
 * @param message what a person reads: the message an application put into its line, else the whole
 *     text. What the line has around it is in the fields {@code weir.line.*}
 * @param time when the application wrote it, or null if the text does not say
 * @param fields what ECS has a name for
 * @param content the other keys of an application's JSON or logfmt, or null if there are none
 */
public record ParsedLine(
    String format, String message, Instant time, Fields fields, ObjectNode content) {

  /** The same, read as a format that the source names more exactly. */
  public ParsedLine as(Format other) {
    return new ParsedLine(other.name(), message, time, fields, content);
  }

  /** The same with one more tag. */
  public ParsedLine tagged(String tag) {
    return new ParsedLine(format, message, time, fields.copy().addTag(tag), content);
  }

  /** The same as the container runtime received it: from one of its streams, at a time. */
  public ParsedLine received(String stream, Instant at) {
    Fields more = fields.copy().put(Field.LOG_IOSTREAM, stream);
    return new ParsedLine(format, message, time == null ? at : time, more, content);
  }
}
