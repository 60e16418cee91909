package io.weir.ingest.assemble;

import io.weir.ingest.parse.JoinState;
import io.weir.ingest.wire.RawRecord.LogLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts the lines together that belong together, source by source: the parts of a line that the
 * container runtime cut, stack traces, statements, key blocks. Decides by what is in the records
 * alone (their order, their times, their shapes), so that a replay joins them the same way; the
 * clock only ends a group when its source has fallen silent. Not thread-safe.
 */
public final class LineJoiner {
  /** Lines of one event are written at once; a line later than this begins a new event. */
  static final Duration MAX_GAP = Duration.ofMillis(500);

  /** How long a silent source is waited for: longer than the gap and the agent's flush. */
  static final Duration MAX_WAIT = Duration.ofMillis(1_500);

  /** A block of key material may come slowly, and half of one says nothing of what it is. */
  static final Duration MAX_KEY_BLOCK_GAP = Duration.ofMinutes(5);

  static final Duration MAX_KEY_BLOCK_WAIT = Duration.ofMinutes(1);

  static final int MAX_CHARS = 256 << 10;

  /**
   * Of a line that the runtime cut. Its parts apart would be read wrongly, and a secret that is in
   * two of them not be seen.
   */
  static final int MAX_CUT_CHARS = 1 << 20;

  static final int MAX_LINES = 2_000;

  private final Consumer<List<Line>> events;
  private final Map<String, Group> open = new LinkedHashMap<>();

  /**
   * @param events takes the lines of each event, in order
   */
  public LineJoiner(Consumer<List<Line>> events) {
    this.events = events;
  }

  /**
   * Takes the next line. Emits the group it ends, and itself if nothing can follow it.
   *
   * @param now when the line came, in milliseconds; never less than the time before
   * @return true if the line is held back until more is known
   */
  public boolean add(Line line, long now) {
    // Taken out and put back: the groups are in the order in which they were last heard of.
    Group group = open.remove(line.log().source());
    if (group != null && !group.accept(line, now)) {
      events.accept(group.lines);
      group = null;
    }
    if (group == null) {
      group = new Group(line, now);
    }
    if (group.isClosed()) {
      events.accept(group.lines);
      return false;
    }
    open.put(line.log().source(), group);
    return true;
  }

  /**
   * Emits the groups whose source has been silent for longer than lines are waited for.
   *
   * @param now on the same clock as the times given with lines
   */
  public void flushSilent(long now) {
    Iterator<Group> groups = open.values().iterator();
    while (groups.hasNext()) {
      Group group = groups.next();
      long silent = now - group.lastHeard;
      if (silent < MAX_WAIT.toMillis()) {
        return;
      }
      if (silent >= group.maxWait().toMillis()) {
        groups.remove();
        events.accept(group.lines);
      }
    }
  }

  /** Emits everything: the input has an end. */
  public void flush() {
    List<Group> rest = List.copyOf(open.values());
    open.clear();
    rest.forEach(group -> events.accept(group.lines));
  }

  /** The lines of one event so far, and whether more may follow. */
  private static final class Group {
    private final List<Line> lines = new ArrayList<>(1);
    private JoinState state;
    private boolean partial;
    private int chars;
    private long lastHeard;

    Group(Line first, long now) {
      state = opening(first.text());
      append(first, now);
    }

    private void append(Line line, long now) {
      lines.add(line);
      chars += line.text().length();
      partial = line.log().partial();
      lastHeard = now;
    }

    boolean accept(Line line, long now) {
      if (isFull(line.text().length()) || isLate(line)) {
        return false;
      }
      if (partial) {
        // The rest of a line that the runtime cut: only the whole line has a shape.
        append(line, now);
        if (!partial) {
          state = opening(LogText.of(lines));
        }
        return true;
      }
      JoinState next = next(state, line.text());
      if (next == null) {
        return false;
      }
      state = next;
      append(line, now);
      return true;
    }

    private boolean isFull(int more) {
      return partial
          ? chars + more > MAX_CUT_CHARS
          : lines.size() >= MAX_LINES || chars + more > MAX_CHARS;
    }

    private boolean isLate(Line line) {
      LogLine last = lines.get(lines.size() - 1).log();
      return last.time() != null
          && line.time() != null
          && Duration.between(last.time(), line.time()).abs().compareTo(maxGap()) > 0;
    }

    private Duration maxGap() {
      return mustNotBeSplit() ? MAX_KEY_BLOCK_GAP : MAX_GAP;
    }

    Duration maxWait() {
      return mustNotBeSplit() ? MAX_KEY_BLOCK_WAIT : MAX_WAIT;
    }

    /** The rest of a key or of a cut line, by itself, would not be seen for what it is. */
    private boolean mustNotBeSplit() {
      return partial || state == JoinState.PEM;
    }

    /** Whatever goes wrong with a shape, the line is taken by itself: none must stop the others. */
    private static JoinState opening(String text) {
      try {
        return JoinState.opening(text);
      } catch (RuntimeException | StackOverflowError e) {
        return JoinState.CLOSED;
      }
    }

    private static JoinState next(JoinState state, String text) {
      try {
        return state.accept(text);
      } catch (RuntimeException | StackOverflowError e) {
        return null;
      }
    }

    boolean isClosed() {
      return state == JoinState.CLOSED && !partial;
    }
  }
}
