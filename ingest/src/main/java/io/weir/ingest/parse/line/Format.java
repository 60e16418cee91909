package io.weir.ingest.parse.line;

/**
 * One format of log lines: everything about it that others need. Several formats can have the same
 * name, such as the layouts of Java's loggers; who chooses the name chooses all of them.
 *
 * @param name by which people choose it, and which its events carry, such as {@code postgresql};
 *     those of a format that only wraps another carry the name of the other
 * @param description what writes it, for people; one line of Markdown without a full stop
 * @param reader reads one line, or the joined lines of one event
 * @param continuation which lines may follow a first line, or null if none may
 */
public record Format(
    String name, String description, LineParser reader, Continuation continuation) {

  /** A format whose events have one line, or a stack trace after it. */
  public static Format of(String name, String description, LineParser reader) {
    return new Format(name, description, reader, null);
  }

  /** The same format, whose events can have more lines than a stack trace. */
  public Format continuedBy(Continuation next) {
    return new Format(name, description, reader, next);
  }

  /** Whether a line was read as this format, or as another of the same name. */
  public boolean isOf(ParsedLine line) {
    return line.format().equals(name);
  }

  /** Which lines may follow the first one of an event. */
  @FunctionalInterface
  public interface Continuation {
    /**
     * Looks at a first line. Asked for each line before it is parsed, so it looks at few
     * characters. The formats are asked in the order of their rows, and the first answer counts,
     * also that nothing may follow.
     *
     * @param line not empty
     * @param afterTimestamp where the line continues after the timestamp it begins with, or 0 if it
     *     begins with none
     * @return the state of the group that the line begins; null if the line is not of this format,
     *     or only what may follow every line may follow it
     */
    MultilineState after(String line, int afterTimestamp);
  }
}
