package io.weir.enrich.redact;

/** Whether an event has the line as it was written, redacted, in addition to its message. */
public enum OriginalLine {
  /** As {@code event.original}: the event is larger by the line. */
  KEEP,

  /** Only what is around the message, where that is a part of the line. */
  OMIT
}
