package io.weir.ingest.parse;

/**
 * Which lines of one source belong to one event: the state of a group after its last line. Pure and
 * small enough to stand in a state store by its name.
 */
public enum JoinState {
  /** The group is complete: no line can follow. */
  CLOSED,
  /** Lines that look like a continuation may follow. */
  OPEN;

  /** The state after the first line of a group. */
  public static JoinState opening(String line) {
    return CLOSED;
  }

  /** The state after one more line, or null if the line does not belong to this group. */
  public JoinState accept(String line) {
    return null;
  }
}
