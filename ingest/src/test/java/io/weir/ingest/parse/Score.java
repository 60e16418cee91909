package io.weir.ingest.parse;

import io.weir.ingest.event.Field;
import io.weir.ingest.parse.line.ParsedLine;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/** Counts what was read right of what was to be read, of one corpus. */
final class Score {
  static final String HEADER =
      String.format("%-48s %7s %17s %17s %17s", "corpus", "lines", "time", "level", "fields");

  private final String corpus;
  private final Count time = new Count();
  private final Count level = new Count();
  private final Count fields = new Count();
  private int lines;

  Score(String corpus) {
    this.corpus = corpus;
  }

  /** Null if the line has no time. */
  void time(ParsedLine parsed, Instant expected) {
    lines++;
    if (expected != null) {
      time.add(expected.equals(parsed.time()), expected, parsed.time());
    }
  }

  /** Null if the line has no level. */
  void level(ParsedLine parsed, String expected) {
    if (expected != null) {
      String found = parsed.fields().text(Field.LOG_LEVEL);
      level.add(expected.equals(found), expected, found);
    }
  }

  /** Null if the line has none. */
  void field(String expected, String found) {
    if (expected != null && !expected.isEmpty()) {
      fields.add(expected.equals(found), expected, found);
    }
  }

  double timeShare() {
    return time.share();
  }

  double levelShare() {
    return level.share();
  }

  double fieldShare() {
    return fields.share();
  }

  /** Of everything that was to be read. */
  double share() {
    int all = time.all + level.all + fields.all;
    return all == 0 ? 1 : (double) (time.right + level.right + fields.right) / all;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%-48s %7d %17s %17s %17s", corpus, lines, time, level, fields);
  }

  private final class Count {
    private int right;
    private int all;

    void add(boolean isRight, Object expected, Object found) {
      all++;
      right += isRight ? 1 : 0;
      if (!isRight && Boolean.getBoolean("weir.corpora.verbose")) {
        System.out.println(corpus + ": " + expected + " <> " + Objects.toString(found));
      }
    }

    double share() {
      return all == 0 ? 1 : (double) right / all;
    }

    @Override
    public String toString() {
      return all == 0 ? "-" : String.format(Locale.ROOT, "%d/%d %.1f%%", right, all, 100 * share());
    }
  }
}
