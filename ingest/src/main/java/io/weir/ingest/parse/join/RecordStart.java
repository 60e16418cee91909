package io.weir.ingest.parse.join;

import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.LeadingTimestamp;
import io.weir.ingest.parse.text.TimeContext;

/** Recognises a line that begins a record of its own, whatever is still open before it. */
public final class RecordStart {
  private RecordStart() {}

  /**
   * Whether a line is an object or begins with a timestamp. If the end of a statement was lost, the
   * statement stays open, and must not take all that follows with it.
   */
  public static boolean isAt(String line) {
    char first = line.isEmpty() ? 0 : line.charAt(0);
    boolean timed = first == '[' || (first >= '0' && first <= '9');
    return line.startsWith("{\"")
        || (timed && LeadingTimestamp.read(new Cursor(line), TimeContext.ANY) != null);
  }
}
