package io.weir.ingest.assemble;

import java.util.Locale;

/** Why lines were made an event although more of it may follow. */
public enum EarlyEnd {
  /** The event would become too large. */
  EVENT_FULL,

  /** The rest of a line or of a key did not come in time. */
  REST_MISSING,

  /** The lines that wait in one partition would take too much memory. */
  PARTITION_FULL,

  /** Those of all partitions of the process would. */
  PROCESS_FULL;

  /** Its name in metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
