package io.weir.ingest.wire;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.SharedFields;
import io.weir.ingest.wire.RawRecord.LogLine;

/**
 * Lines of a file, without an agent's record around them. Those of a container runtime's file name
 * their stream, and which of them are parts of one line.
 */
public final class PlainInput {
  private final Origin origin;
  private final Origin stdout;
  private final Origin stderr;

  /**
   * @param source what all the lines have in common
   */
  public PlainInput(String source) {
    origin = Origin.unknown(source);
    stdout = stream(source, "stdout");
    stderr = stream(source, "stderr");
  }

  private static Origin stream(String source, String stream) {
    Fields fields = new Fields().put(Field.LOG_IOSTREAM, stream);
    return new Origin(source + '/' + stream, SharedFields.of(fields));
  }

  /**
   * One line.
   *
   * @param offset where it begins in the file, which makes it differ from an equal one
   */
  public LogLine line(long offset, String text) {
    CriLine cri = CriLine.parse(text);
    if (cri != null) {
      return new LogLine(origin(cri.stream()), offset, cri.time(), cri.text(), cri.partial(), null);
    }
    DockerLine docker = DockerLine.parse(text);
    if (docker != null) {
      String inner = docker.text();
      boolean partial = DockerLine.isPiece(inner);
      String bare = LineEnds.without(inner);
      return new LogLine(origin(docker.stream()), offset, docker.time(), bare, partial, null);
    }
    return new LogLine(origin, offset, null, text, false, null);
  }

  private Origin origin(String stream) {
    return stream.equals("stdout") ? stdout : stderr;
  }
}
