package io.weir.ingest.parse.line;

import java.util.function.Function;

/**
 * Which lines of one source belong to one event: the state of a group after its last line. Pure.
 * Only the shape of a line decides; where a shape is in doubt the line is not joined, because two
 * events are better than a wrong one.
 */
public final class MultilineState {
  /** The group is complete: no line can follow. */
  public static final MultilineState CLOSED = of("CLOSED", line -> null);

  private final String name;
  private final String writer;
  private final Function<String, MultilineState> next;

  private MultilineState(String name, String writer, Function<String, MultilineState> next) {
    this.name = name;
    this.writer = writer;
    this.next = next;
  }

  /**
   * A state.
   *
   * @param next the state after one more line, or null if the line does not belong to the group
   */
  public static MultilineState of(String name, Function<String, MultilineState> next) {
    return new MultilineState(name, null, next);
  }

  /**
   * A state of lines that one of several writers of a source has written, such as a process of a
   * server: lines of others may come between.
   *
   * @param writer as it is called in each of its lines
   */
  public static MultilineState ofWriter(
      String name, String writer, Function<String, MultilineState> next) {
    return new MultilineState(name, writer, next);
  }

  /** Which of the source's writers wrote the lines; null if lines of others end the group. */
  public String writer() {
    return writer;
  }

  /** The state after one more line, or null if the line does not belong to this group. */
  public MultilineState accept(String line) {
    return next.apply(line);
  }

  @Override
  public String toString() {
    return name;
  }
}
