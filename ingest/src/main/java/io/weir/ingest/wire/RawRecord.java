package io.weir.ingest.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Fields;
import java.time.Instant;

/** What one raw record turned out to be. */
public sealed interface RawRecord {

  /**
   * A line of a container's log, or a part of one.
   *
   * @param source who wrote it: the same for all lines of one stream of one container
   * @param origin what the agent knows of the container, by ECS names
   * @param time when the line reached the container runtime; null if the record does not tell
   * @param text the line without its end; empty for an empty line
   * @param partial true if the line goes on in the next record of the same source
   * @param extras keys of the record that are not the agent's own, or null
   */
  record LogLine(
      String source, Fields origin, Instant time, String text, boolean partial, ObjectNode extras)
      implements RawRecord {}

  /**
   * An alert of Falco, by whatever way it came.
   *
   * @param alert Falco's own JSON, with at least rule, priority and time
   * @param origin what the agent knows of where Falco ran
   * @param received when the agent got it; null if the record does not tell
   */
  record FalcoAlert(ObjectNode alert, Fields origin, Instant received) implements RawRecord {}

  /**
   * A record that cannot be read.
   *
   * @param reason a fixed text, never a part of the record
   */
  record Unreadable(String reason) implements RawRecord {}
}
