package io.weir.ingest.assemble;

import io.weir.ingest.parse.LineFormats;
import io.weir.ingest.parse.MultilineStart;
import io.weir.ingest.parse.line.LogSource;
import io.weir.ingest.parse.line.MultilineState;
import java.util.function.Supplier;

/**
 * Which lines may follow a line, and which writer of its source wrote it: by the user's rules for
 * the source, else by the line. Whatever goes wrong with a shape, the line is taken by itself: none
 * must stop the others.
 *
 * @param formats asked for each line, so that they can change while running
 */
record JoinRules(Supplier<LineFormats> formats) {
  /**
   * The state of a group after its first line.
   *
   * @param text of the line, put together if the container runtime cut it
   */
  MultilineState first(RawLine line, String text) {
    try {
      MultilineState known = MultilineStart.of(text);
      LineFormats current = formats.get();
      MultilineState own =
          known == MultilineStart.KEY_BLOCK || !current.joinByRule()
              ? null
              : current.firstState(source(line), text);
      return own == null ? known : own;
    } catch (RuntimeException | StackOverflowError e) {
      return MultilineState.CLOSED;
    }
  }

  /** Which of its source's writers wrote a line, or null. */
  String writer(RawLine line) {
    try {
      LineFormats current = formats.get();
      String own = current.joinByRule() ? current.writer(source(line), line.text()) : null;
      return own == null ? MultilineStart.writer(line.text()) : own;
    } catch (RuntimeException | StackOverflowError e) {
      return null;
    }
  }

  private static LogSource source(RawLine line) {
    return LogEvents.source(line.log().origin());
  }
}
