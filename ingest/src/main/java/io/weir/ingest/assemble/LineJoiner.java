package io.weir.ingest.assemble;

import io.weir.ingest.parse.LineFormats;
import java.time.Duration;
import java.util.function.Supplier;

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

  /**
   * Bytes of one event, as {@link RawLine#weight} counts them: escapes take more than characters.
   */
  static final long MAX_WEIGHT = 4 << 20;

  /** A larger record is not waited with: no store of ours would take it. */
  static final int MAX_RECORD = 3 << 20;

  /** Takes what is made of the lines. */
  public interface Output {
    /** The lines of an event. */
    void joined(JoinedLines lines);

    /**
     * To be kept until it is forgotten, and to be restored with the lines that are held back.
     * Called before the event whose lines end at the cut.
     */
    void keep(Cut cut);

    /**
     * What came after the cut is an event now, or will not come. Called after that event, and after
     * a further cut in it was kept.
     */
    void forget(Cut cut);
  }

  private final HeldBudget.Share budget;
  private final JoinRules rules;
  private final Output output;
  private final OpenGroups open = new OpenGroups();
  private final PendingCuts cuts;

  /**
   * A joiner that holds no lines.
   *
   * @param budget of the process, which its lines take from until they are emitted or it is closed
   * @param output called while a line is added or silent sources are flushed
   */
  public LineJoiner(HeldBudget budget, Output output) {
    this(budget, LineFormats::standard, output);
  }

  /**
   * The same with the user's rules for how events begin.
   *
   * @param formats asked for each line, so that they can change while running
   */
  public LineJoiner(HeldBudget budget, Supplier<LineFormats> formats, Output output) {
    this.budget = budget.share();
    this.rules = new JoinRules(formats);
    this.output = output;
    this.cuts = new PendingCuts(output);
  }

  /** Takes what was kept before a restart; before any line. */
  public void restore(Cut cut) {
    cuts.restore(cut);
  }

  /**
   * Takes the next line. Emits the group it ends, and itself if nothing can follow it.
   *
   * @param now when the line came, in milliseconds; never less than the time before
   * @return true if the line is held back until more is known
   */
  public boolean add(RawLine line, long now) {
    // Taken out and put back: the groups are in the order in which they were last heard of.
    LineGroup group = ofWriter(open.take(line.log().source()), line);
    if (group != null && group.endedBefore(line)) {
      emitEnded(group);
      group = null;
    }
    if (group != null && isRestOfOther(group, line)) {
      emit(group, null);
      group = null;
    }
    if (group != null && !group.accept(line, now)) {
      if (group.maySetAside(line)) {
        setAside(group);
      } else {
        emit(group, group.refusal(line));
      }
      group = null;
    }
    if (group == null) {
      group = new LineGroup(line, now, cuts.take(line), rules);
    }
    if (group.isClosed()) {
      emit(group, null);
      return false;
    }
    budget.add(line.weight());
    group.held += line.weight();
    if (line.bytes() > MAX_RECORD) {
      emit(group, EarlyEnd.EVENT_FULL);
      return false;
    }
    open.add(group);
    for (EarlyEnd why = budget.exceeded(); why != null; why = budget.exceeded()) {
      LineGroup largest = open.takeLargest();
      if (largest == null) {
        break;
      }
      emit(largest, why);
    }
    return open.holds(group);
  }

  /**
   * The group of the line's own writer, where the source has several. That of another writer is set
   * aside: what explains its line may come still.
   */
  private LineGroup ofWriter(LineGroup last, RawLine line) {
    String before = last == null ? null : last.writer();
    boolean divided = last != null && last.mustNotBeSplit();
    String writer = divided || (before == null && !open.haveAside()) ? null : rules.writer(line);
    if (writer == null || writer.equals(before)) {
      return last;
    }
    LineGroup own = open.take(LineGroup.key(line.log().source(), writer));
    if (own == null && before == null) {
      return last;
    }
    if (own != null) {
      own.setAside(false);
    }
    if (before != null) {
      setAside(last);
    } else if (last != null) {
      emit(last, null);
    }
    return own;
  }

  private void setAside(LineGroup group) {
    group.setAside(true);
    // A key block between them is of no writer, so that one of the same writer may be aside still.
    LineGroup earlier = open.take(group.key());
    if (earlier != null) {
      emit(earlier, null);
    }
    LineGroup surplus = open.takeSurplusAside();
    if (surplus != null) {
      emit(surplus, null);
    }
    open.add(group);
  }

  /** Whether another group is open, and the line is the rest of a key that was cut before it. */
  private boolean isRestOfOther(LineGroup group, RawLine line) {
    return !group.mustNotBeSplit() && cuts.isRestOfKey(line);
  }

  private void emit(LineGroup group, EarlyEnd early) {
    emit(group, early, group.cut());
  }

  /** The container is gone: what comes from the same place next is not the rest of its line. */
  private void emitEnded(LineGroup group) {
    budget.add(-group.held);
    output.joined(
        new JoinedLines(group.lines(), group.before(), group.cut(), EarlyEnd.REST_MISSING));
    if (group.before() != null) {
      output.forget(group.before());
    }
  }

  private void emit(LineGroup group, EarlyEnd early, Cut after) {
    budget.add(-group.held);
    Cut before = group.before();
    if (after != null) {
      output.keep(after);
    }
    output.joined(new JoinedLines(group.lines(), before, after, early));
    if (before != null) {
      output.forget(before);
    }
    if (after != null) {
      cuts.remember(after);
    }
  }

  /**
   * Emits the groups whose source has been silent for longer than lines are waited for.
   *
   * @param now on the same clock as the times of the lines
   */
  public void flushSilent(long now) {
    cuts.forgetOld(now);
    open.removeSilent(
        now, group -> emit(group, group.mustNotBeSplit() ? EarlyEnd.REST_MISSING : null));
  }

  /** Emits everything: the input has an end, and nothing was cut off there. */
  public void flush() {
    open.takeAll().forEach(group -> emit(group, null, null));
  }

  /** Removes a line that was held back; the others of its group stay. */
  public void forget(long offset) {
    for (LineGroup group : open.forget(offset)) {
      budget.add(-group.held);
      if (group.before() != null) {
        cuts.remember(group.before());
      }
    }
  }

  /** Returns what the lines that are held take of the budget: another continues with them. */
  public void close() {
    open.takeAll().forEach(group -> budget.add(-group.held));
  }
}
