package io.weir.enrich.redact.scan;

/** Another reading of a text, which knows where each of its characters came from. */
public interface TextView {
  /** What the reading is. */
  String text();

  /** Where in the source the character of that place of the reading is, or the next. */
  int origin(int at);
}
