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
  private final Function<String, MultilineState> next;

  private MultilineState(String name, Function<String, MultilineState> next) {
    this.name = name;
    this.next = next;
  }

  /**
   * A state.
   *
   * @param next the state after one more line, or null if the line does not belong to the group
   */
  public static MultilineState of(String name, Function<String, MultilineState> next) {
    return new MultilineState(name, next);
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
