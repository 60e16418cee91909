package io.weir.enrich.redact;

import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.TextView;

/**
 * One argument of a command that is a list.
 *
 * @param before what to read before it to see what it is by itself; empty if that is nothing
 * @param whole the class of all of it, as the argument before says; or null
 */
record Argument(String text, String before, SensitiveClass whole) {

  /**
   * The argument by itself, as a reading of the command.
   *
   * @param start where it is in the command's line
   */
  TextView view(int start) {
    return new TextView() {
      @Override
      public String text() {
        return before + text;
      }

      @Override
      public int origin(int at) {
        return start + Math.max(0, at - before.length());
      }
    };
  }
}
