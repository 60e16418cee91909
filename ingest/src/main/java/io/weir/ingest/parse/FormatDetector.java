package io.weir.ingest.parse;

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
  private final List<LineParser> parsers = new ArrayList<>();

  /** For each parser, the earlier ones that it yields to. */
  private final List<int[]> yields = new ArrayList<>();

  private final Map<String, Integer> positions = new HashMap<>();

  /** Adds a parser behind the others; it yields to the named ones. */
  FormatDetector add(String name, LineParser parser, String... yieldsTo) {
    // In the general order, with those that these yield to themselves.
    NavigableSet<Integer> earlier = new TreeSet<>();
    for (String other : yieldsTo) {
      int position = positions.get(other);
      earlier.add(position);
      IntStream.of(yields.get(position)).forEach(earlier::add);
    }
    positions.put(name, parsers.size());
    parsers.add(parser);
    yields.add(earlier.stream().mapToInt(Integer::intValue).toArray());
    return this;
  }

  /** Adds the parser that takes what no other takes, which is never remembered. */
  FormatDetector otherwise(LineParser parser) {
    parsers.add(parser);
    yields.add(null);
    return this;
  }

  /** What the first parser that claims the line makes of it. */
  ParsedLine read(TextLine line) {
    for (LineParser parser : parsers) {
      ParsedLine parsed = parser.parse(line);
      if (parsed != null) {
        return parsed;
      }
    }
    throw new AssertionError("plain text takes every line");
  }

  /**
   * The same, asking first the parser that took the last line of the same source.
   *
   * @param memory of the source; told which parser took the line
   */
  ParsedLine read(TextLine line, LastFormatCache.Positions memory, boolean timed) {
    int known = memory.get(timed);
    if (known >= 0) {
      for (int earlier : yields.get(known)) {
        ParsedLine parsed = parsers.get(earlier).parse(line);
        if (parsed != null) {
          return parsed;
        }
      }
      ParsedLine parsed = parsers.get(known).parse(line);
      if (parsed != null) {
        return parsed;
      }
    }
    for (int i = 0; i < parsers.size(); i++) {
      ParsedLine parsed = i == known ? null : parsers.get(i).parse(line);
      if (parsed != null) {
        if (yields.get(i) != null) {
          memory.set(timed, i);
        }
        return parsed;
      }
    }
    throw new AssertionError("plain text takes every line");
  }

  /** All but the last, which takes what no other takes. */
  int remembered() {
    return parsers.size() - 1;
  }
}
