package io.weir.ingest.event;

import java.time.Instant;

/**
 * One thing that happened: a log line (or the lines that belong together) or an alert.
 *
 * @param timestamp when the application wrote it, in nanoseconds
 * @param message what a person reads, without what became fields and without colour codes
 * @param fields everything else, {@link Field#EVENT_ID} always among it
 */
public record Event(Instant timestamp, String message, Fields fields) {
  /** Of the form on the {@code events} topic; a reader takes its own and older ones. */
  public static final int SCHEMA = 1;

  /** The same for the same log line or alert however often it is delivered. */
  public String id() {
    return fields.text(Field.EVENT_ID);
  }

  /** The line as it was written, if the event is of one; else the message. */
  public String line() {
    String original = fields.text(Field.EVENT_ORIGINAL);
    String whole = original == null ? fields.text(Field.WEIR_LINE_WHOLE) : original;
    if (whole != null) {
      return whole;
    }
    String before = fields.text(Field.WEIR_LINE_BEFORE);
    String after = fields.text(Field.WEIR_LINE_AFTER);
    return (before == null ? "" : before) + message + (after == null ? "" : after);
  }

  /** The data stream it is stored in, such as {@code logs-falco.alerts-default}. */
  public String dataStream() {
    return String.join(
        "-",
        Field.CONSTANTS.get("data_stream.type"),
        fields.text(Field.DATA_STREAM_DATASET),
        Field.CONSTANTS.get("data_stream.namespace"));
  }
}
