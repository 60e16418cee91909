package io.weir.ingest.parse;

import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Formats in the order in which a line is offered to them. Most know by the first characters that a
 * line is not theirs. The one that took the last line of a source is asked before the others; so
 * that this changes the cost and never the result, each says which earlier ones may claim a line of
 * its own form too, and those are still asked before it.
 */
final class FormatDetector {
  private final List<Format> formats = new ArrayList<>();

  /** For each format, the earlier ones that it yields to. */
  private final List<int[]> yields = new ArrayList<>();

  private final List<Format.Continuation> continuations = new ArrayList<>();
  private final Map<Format, Integer> positions = new HashMap<>();

  /**
   * Adds a format after the others; it yields to the named ones, and to those that they yield to.
   */
  FormatDetector add(Format format, Format... yieldsTo) {
    NavigableSet<Integer> earlier = new TreeSet<>();
    for (Format other : yieldsTo) {
      int position = positions.get(other);
      earlier.add(position);
      IntStream.of(yields.get(position)).forEach(earlier::add);
    }
    positions.put(format, formats.size());
    formats.add(format);
    yields.add(earlier.stream().mapToInt(Integer::intValue).toArray());
    if (format.continuation() != null) {
      continuations.add(format.continuation());
    }
    return this;
  }

  /** Adds the format that takes every line that no other takes, which is never remembered. */
  FormatDetector otherwise(Format format) {
    formats.add(format);
    yields.add(null);
    return this;
  }

  List<Format> formats() {
    return formats;
  }

  /** What the first format that claims the line makes of it. */
  ParsedLine read(TextLine line) {
    for (Format format : formats) {
      ParsedLine parsed = format.reader().parse(line);
      if (parsed != null) {
        return parsed;
      }
    }
    throw new AssertionError("plain text takes every line");
  }

  /**
   * The same, asking first the format that took the last line of the same source.
   *
   * @param cache of the source; remembers which format took the line
   * @param timed whether these are the formats of lines with a timestamp
   */
  ParsedLine read(TextLine line, LastFormatCache.Positions cache, boolean timed) {
    int known = cache.get(timed);
    if (known >= 0) {
      for (int earlier : yields.get(known)) {
        ParsedLine parsed = parse(earlier, line);
        if (parsed != null) {
          return parsed;
        }
      }
      ParsedLine parsed = parse(known, line);
      if (parsed != null) {
        return parsed;
      }
    }
    for (int i = 0; i < formats.size(); i++) {
      ParsedLine parsed = i == known ? null : parse(i, line);
      if (parsed != null) {
        if (yields.get(i) != null) {
          cache.set(timed, i);
        }
        return parsed;
      }
    }
    throw new AssertionError("plain text takes every line");
  }

  private ParsedLine parse(int position, TextLine line) {
    return formats.get(position).reader().parse(line);
  }

  /** What the first format that knows a first line allows to follow; null if none knows it. */
  MultilineState continuation(String line, int afterTimestamp) {
    for (Format.Continuation continuation : continuations) {
      MultilineState state = continuation.after(line, afterTimestamp);
      if (state != null) {
        return state;
      }
    }
    return null;
  }

  /** How many can be remembered: all but the last, which takes what no other takes. */
  int remembered() {
    return formats.size() - 1;
  }
}
