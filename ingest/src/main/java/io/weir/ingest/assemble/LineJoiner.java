package io.weir.ingest.assemble;

import io.weir.ingest.parse.JoinState;
import io.weir.ingest.wire.RawRecord.LogLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /** How long the rest of a cut line is known for what it is. */
  private static final long MAX_REST_WAIT = Duration.ofMinutes(10).toMillis();

  static final int MAX_CHARS = 256 << 10;

  /**
   * Of a line that the runtime cut. Its parts apart would be read wrongly, and a secret that is in
   * two of them not be seen.
   */
  static final int MAX_CUT_CHARS = 1 << 20;

  static final int MAX_LINES = 2_000;

  /** A larger record is not waited with: no store of ours would take it. */
  static final int MAX_RECORD = 3 << 20;

  /** Shorter lines of letters are words. */
  private static final int MIN_KEY_LINE = 16;

  /** So many cuts are remembered; further back nothing follows. */
  private static final int MAX_CUTS = 1_000;

  /** Takes what is made of the lines. */
  public interface Output {
    /** The lines of an event. */
    void joined(JoinedLines lines);

    /** To be kept until it is forgotten, and to be restored with the lines that are held back. */
    void keep(Cut cut);

    /** What came after the cut is an event now, or will not come. */
    void forget(Cut cut);
  }

  private final HeldBudget.Share budget;
  private final Output output;
  private final Map<String, Group> open = new LinkedHashMap<>();

  /** By source, those first that were made first. */
  private final Map<String, Cut> cuts = new LinkedHashMap<>();

  public LineJoiner(HeldBudget budget, Output output) {
    this.budget = budget.share();
    this.output = output;
  }

  /** Takes what was kept before a restart; before any line. */
  public void restore(Cut cut) {
    cuts.put(cut.source(), cut);
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
      emit(group, group.refusal(line));
      group = null;
    }
    if (group == null) {
      group = new Group(line, now, cuts.isEmpty() ? null : cutBefore(line));
    }
    if (group.isClosed()) {
      emit(group, null);
      return false;
    }
    budget.add(line.weight());
    group.weight += line.weight();
    if (line.bytes() > MAX_RECORD) {
      emit(group, EarlyEnd.EVENT_FULL);
      return false;
    }
    open.put(line.log().source(), group);
    for (EarlyEnd why = budget.exceeded(); why != null; why = budget.exceeded()) {
      Iterator<Group> oldest = open.values().iterator();
      if (!oldest.hasNext()) {
        break;
      }
      Group first = oldest.next();
      oldest.remove();
      emit(first, why);
    }
    return open.containsKey(line.log().source());
  }

  /** Where the line was cut off from, or null. */
  private Cut cutBefore(Line line) {
    Cut cut = cuts.remove(line.log().source());
    if (cut == null || cut.midLine() || isRestOfKey(line)) {
      return cut;
    }
    output.forget(cut);
    return null;
  }

  private static boolean isRestOfKey(Line line) {
    String text = line.text();
    return (text.length() >= MIN_KEY_LINE || text.contains(CutText.END))
        && Group.next(JoinState.PEM, text) != null;
  }

  private void emit(Group group, EarlyEnd early) {
    budget.add(-group.weight);
    Cut before = group.before;
    Cut after = null;
    if (early != null && group.mustNotBeSplit()) {
      after = group.cut();
      output.keep(after);
    }
    output.joined(new JoinedLines(group.lines, before, after, early));
    if (before != null) {
      output.forget(before);
    }
    if (after != null) {
      cuts.put(after.source(), after);
      while (cuts.size() > MAX_CUTS) {
        forget(cuts.values().iterator());
      }
    }
  }

  private void forget(Iterator<Cut> oldest) {
    Cut cut = oldest.next();
    oldest.remove();
    output.forget(cut);
  }

  /**
   * Emits the groups whose source has been silent for longer than lines are waited for.
   *
   * @param now on the same clock as the times given with lines
   */
  public void flushSilent(long now) {
    Iterator<Cut> oldest = cuts.values().iterator();
    while (oldest.hasNext() && now - cuts.values().iterator().next().at() >= MAX_REST_WAIT) {
      forget(oldest);
    }
    Iterator<Group> groups = open.values().iterator();
    while (groups.hasNext()) {
      Group group = groups.next();
      long silent = now - group.lastHeard;
      if (silent < MAX_WAIT.toMillis()) {
        return;
      }
      if (silent >= group.maxWait().toMillis()) {
        groups.remove();
        emit(group, group.mustNotBeSplit() ? EarlyEnd.REST_MISSING : null);
      }
    }
  }

  /** Emits everything: the input has an end, and nothing was cut off there. */
  public void flush() {
    List<Group> rest = List.copyOf(open.values());
    open.clear();
    rest.forEach(group -> emit(group, null));
  }

  /** Removes a line that was held back; the others of its group stay. */
  public void forget(long offset) {
    for (Iterator<Group> groups = open.values().iterator(); groups.hasNext(); ) {
      Group group = groups.next();
      if (group.lines.removeIf(line -> line.offset() == offset) && group.lines.isEmpty()) {
        groups.remove();
        budget.add(-group.weight);
      }
    }
  }

  /** Returns what the lines that are held take of the budget: another continues with them. */
  public void close() {
    open.values().forEach(group -> budget.add(-group.weight));
    open.clear();
  }

  /** The lines of one event so far, and whether more may follow. */
  private static final class Group {
    private final List<Line> lines = new ArrayList<>(1);
    private JoinState state;
    private boolean partial;
    private int chars;
    private long weight;
    private long lastHeard;
    private Cut before;

    Group(Line first, long now, Cut before) {
      this.before = before;
      state = opening(first.text());
      if (before != null && !before.midLine()) {
        state = next(JoinState.PEM, first.text());
      }
      append(first, now);
    }

    /** The place after the last line. */
    Cut cut() {
      Line last = lines.get(lines.size() - 1);
      boolean inKey =
          state == JoinState.PEM
              || CutText.isInKey(LogText.of(lines), before != null && before.inKey());
      return new Cut(last.log().source(), last.offset(), lastHeard, partial, inKey);
    }

    /** Why a line that was not accepted was not; null if it is no part of this event. */
    EarlyEnd refusal(Line line) {
      if (isFull(line.text().length())) {
        return EarlyEnd.EVENT_FULL;
      }
      return mustNotBeSplit() && isLate(line) ? EarlyEnd.REST_MISSING : null;
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
      return lines.size() >= MAX_LINES || chars + more > (partial ? MAX_CUT_CHARS : MAX_CHARS);
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
