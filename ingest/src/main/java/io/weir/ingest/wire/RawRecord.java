package io.weir.ingest.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** What one raw record turned out to be. */
public sealed interface RawRecord {

  /**
   * A line of a container's log, or a part of one.
   *
   * @param origin who wrote it
   * @param fileOffset bytes from the start of the file to the line, or {@link #NO_OFFSET} if the
   *     record does not say
   * @param time when the line reached the container runtime; null if the record does not say
   * @param text the line without its end; empty for an empty line
   * @param partial true if the line continues in the next record of the same source
   * @param extras keys of the record that are not the agent's own, or null
   */
  record LogLine(
      Origin origin, long fileOffset, Instant time, String text, boolean partial, ObjectNode extras)
      implements RawRecord {

    public static final long NO_OFFSET = -1;

    /** The same for all lines of one stream of one container. */
    public String source() {
      return origin.source();
    }
  }

  /**
   * An alert of Falco, by whatever way it came.
   *
   * @param alert what Falco says itself
   * @param origin what the agent knows of where Falco ran
   * @param received when the agent got it; null if the record does not say
   */
  record FalcoAlert(FalcoJson alert, Origin origin, Instant received) implements RawRecord {}

  /**
   * A record that cannot be read.
   *
   * @param reason a fixed text, never a part of the record
   */
  record Unreadable(String reason) implements RawRecord {}
}
