package io.weir.ingest.assemble;

import io.weir.ingest.parse.MultilineStart;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.wire.RawRecord.LogLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The lines of one event so far, and whether more may follow. */
final class LineGroup {
  private final List<RawLine> lines = new ArrayList<>(1);
  private MultilineState state;
  private boolean partial;
  private int chars;
  private long weight;
  private long lastHeard;
  private final Cut before;
  private final JoinRules rules;

  /** Bytes that it takes of the budget. */
  long held;

  /** Whether another writer of its source writes at the moment. */
  private boolean aside;

  LineGroup(RawLine first, long now, Cut before, JoinRules rules) {
    this.before = before;
    this.rules = rules;
    state = rules.first(first, first.text());
    if (before != null && !before.midLine()) {
      state = next(MultilineStart.KEY_BLOCK, first.text());
    }
    append(first, now);
  }

  String source() {
    return lines.get(0).log().source();
  }

  /** Under what it is kept: that of the writer at the moment by the source alone. */
  String key() {
    return aside ? key(source(), writer()) : source();
  }

  static String key(String source, String writer) {
    return source + '\0' + writer;
  }

  /** Which of the source's writers wrote it; null if lines of others end it. */
  String writer() {
    return partial ? null : state.writer();
  }

  boolean isAside() {
    return aside;
  }

  void setAside(boolean isAside) {
    aside = isAside;
  }

  List<RawLine> lines() {
    return lines;
  }

  Cut before() {
    return before;
  }

  long lastHeard() {
    return lastHeard;
  }

  /** Removes a line; false if it is not here. */
  boolean forget(long offset) {
    return lines.removeIf(line -> line.offset() == offset);
  }

  /** The place after the last line, if a line or a key is divided there; else null. */
  Cut cut() {
    boolean beforeInKey = before != null && before.inKey();
    if (!mustNotBeSplit() && !beforeInKey) {
      return null;
    }
    RawLine last = lines.get(lines.size() - 1);
    String text = JoinedText.of(lines);
    int keyChars = CutText.keyChars(text, beforeInKey ? before.keyChars() : 0);
    boolean inKey =
        keyChars < CutText.MAX_KEY
            && (state == MultilineStart.KEY_BLOCK || CutText.isInKey(text, beforeInKey));
    return partial || inKey
        ? new Cut(
            source(),
            last.offset(),
            lastHeard,
            partial,
            inKey,
            inKey ? keyChars : 0,
            last.container())
        : null;
  }

  /** Whether its last line was cut, and the container that wrote it has been replaced. */
  boolean endedBefore(RawLine line) {
    String container = partial ? lines.get(lines.size() - 1).container() : null;
    return container != null && line.container() != null && !container.equals(line.container());
  }

  /** Why a line that was not accepted was not; null if it is no part of this event. */
  EarlyEnd refusal(RawLine line) {
    if (isFull(line)) {
      return EarlyEnd.EVENT_FULL;
    }
    return mustNotBeSplit() && isLate(line) ? EarlyEnd.REST_MISSING : null;
  }

  /**
   * Whether lines of its writer may still follow after this one, which is of nobody. Whether lines
   * of nobody came between must not matter: after a restart it is not known.
   */
  boolean maySetAside(RawLine next) {
    return writer() != null
        && !mustNotBeSplit()
        && !isFull(next)
        && !isLate(next)
        && rules.writer(next) == null;
  }

  private void append(RawLine line, long now) {
    lines.add(line);
    chars += line.text().length();
    weight += line.weight();
    partial = line.log().partial();
    lastHeard = now;
  }

  boolean accept(RawLine line, long now) {
    if (isFull(line) || isLate(line)) {
      return false;
    }
    if (partial) {
      // The rest of a line that the runtime cut: only the whole line has a shape.
      append(line, now);
      if (!partial) {
        state = rules.first(line, JoinedText.of(lines));
      }
      return true;
    }
    MultilineState next = next(state, line.text());
    if (next == null) {
      return false;
    }
    state = next;
    append(line, now);
    return true;
  }

  private boolean isFull(RawLine next) {
    int maxChars = partial ? LineJoiner.MAX_CUT_CHARS : LineJoiner.MAX_CHARS;
    return lines.size() >= LineJoiner.MAX_LINES
        || chars + next.text().length() > maxChars
        || weight + next.weight() > LineJoiner.MAX_WEIGHT;
  }

  private boolean isLate(RawLine line) {
    LogLine last = lines.get(lines.size() - 1).log();
    return last.time() != null
        && line.time() != null
        && Duration.between(last.time(), line.time()).abs().compareTo(maxGap()) > 0;
  }

  private Duration maxGap() {
    return mustNotBeSplit() ? LineJoiner.MAX_KEY_BLOCK_GAP : LineJoiner.MAX_GAP;
  }

  Duration maxWait() {
    return mustNotBeSplit() ? LineJoiner.MAX_KEY_BLOCK_WAIT : LineJoiner.MAX_WAIT;
  }

  /** The rest of a key or of a cut line, by itself, would not be seen for what it is. */
  boolean mustNotBeSplit() {
    return partial || state == MultilineStart.KEY_BLOCK;
  }

  static MultilineState next(MultilineState state, String text) {
    try {
      return state.accept(text);
    } catch (RuntimeException | StackOverflowError e) {
      return null;
    }
  }

  boolean isClosed() {
    return state == MultilineState.CLOSED && !partial;
  }
}
