package io.weir.ingest.assemble;

import java.util.List;

/**
 * The lines of one event.
 *
 * @param lines at least one, in order, all of one source
 * @param before where the first was cut off from, or null
 * @param after where the rest of the last was cut off, or null
 * @param early why they were not waited for any longer, or null if they are complete
 */
public record JoinedLines(List<RawLine> lines, Cut before, Cut after, EarlyEnd early) {

  /** Lines that are whole. */
  public static JoinedLines of(List<RawLine> lines) {
    return new JoinedLines(lines, null, null, null);
  }

  /** Where they come from. */
  public long[] offsets() {
    return RawLine.offsets(lines);
  }

  /** Bytes of the raw records they came in. */
  public long bytes() {
    long bytes = 0;
    for (RawLine line : lines) {
      bytes += line.bytes();
    }
    return bytes;
  }

  /** What an application wrote, as far as it may be read on. */
  public String text() {
    String text = JoinedText.of(lines);
    return before == null && after == null ? text : CutText.of(text, before, after);
  }
}
