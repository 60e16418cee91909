package io.weir.ingest.parse.structured;

import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.text.TimeContext;
import java.time.Instant;

/** What was found so far among the keys of an application. */
final class LineBuilder {
  final TimeContext context;
  final Fields fields = new Fields();
  String message;
  Instant time;

  /** Whether the time was a number, as zap writes it. */
  boolean numericTime;

  /** Keys of the writer that one of its keys identified, or null. */
  FieldMapping own;

  LineBuilder(TimeContext context) {
    this.context = context;
  }
}
