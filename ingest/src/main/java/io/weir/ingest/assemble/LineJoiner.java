package io.weir.ingest.assemble;

import io.weir.ingest.parse.LineFormats;
import io.weir.ingest.parse.MultilineStart;
import io.weir.ingest.parse.line.LogSource;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.wire.Origin;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

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

  /**
   * Bytes of one event, as {@link RawLine#weight} counts them: escapes take more than characters.
   */
  static final long MAX_WEIGHT = 4 << 20;

  /** A larger record is not waited with: no store of ours would take it. */
  static final int MAX_RECORD = 3 << 20;

  /** Groups that are set aside; above it the one that was set aside first goes. */
  static final int MAX_ASIDE = 256;

  /** Shorter lines of letters are words. */
  private static final int MIN_KEY_LINE = 16;

  /** Bound of remembered cuts; above it the oldest is forgotten. */
  private static final int MAX_CUTS = 1_000;

  /** What is rather a word or a number than the end of a key. */
  private static final Pattern WORD =
      Pattern.compile("\\W*([A-Za-z]?[a-z]*|[A-Z]*|[0-9]*)[\\W&&[^=+/]]*");

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
  private final Supplier<LineFormats> formats;
  private final Output output;
  private final Map<String, LineGroup> open = new LinkedHashMap<>();

  /** How many of them are of a writer after which another has written. */
  private int aside;

  /** Cuts in a line, by source, those first that were made first; its next line is the rest. */
  private final Map<String, Cut> inLines = new LinkedHashMap<>();

  /** Cuts in a key block, in the same way; lines of others may come before the rest. */
  private final Map<String, Cut> inKeys = new LinkedHashMap<>();

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
    this.formats = formats;
    this.output = output;
  }

  private MultilineState byRule(RawLine line) {
    LineFormats known = formats.get();
    Origin origin = line.log().origin();
    return known.haveFirstLines()
        ? known.firstState(new LogSource(origin.source(), origin.fields()))
        : null;
  }

  /** Takes what was kept before a restart; before any line. */
  public void restore(Cut cut) {
    cuts(cut).put(cut.source(), cut);
  }

  private Map<String, Cut> cuts(Cut cut) {
    return cut.midLine() ? inLines : inKeys;
  }

  /**
   * Takes the next line. Emits the group it ends, and itself if nothing can follow it.
   *
   * @param now when the line came, in milliseconds; never less than the time before
   * @return true if the line is held back until more is known
   */
  public boolean add(RawLine line, long now) {
    // Taken out and put back: the groups are in the order in which they were last heard of.
    LineGroup group = ofWriter(open.remove(line.log().source()), line);
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
      group = new LineGroup(line, now, cutBefore(line), this::byRule);
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
    open.put(line.log().source(), group);
    for (EarlyEnd why = budget.exceeded(); why != null; why = budget.exceeded()) {
      LineGroup largest = largest();
      if (largest == null) {
        break;
      }
      open.remove(largest.key());
      emit(largest, why);
    }
    return open.get(line.log().source()) == group;
  }

  /**
   * The group of the line's own writer, where the source has several. That of another writer is set
   * aside: what explains its line may come still.
   */
  private LineGroup ofWriter(LineGroup last, RawLine line) {
    String before = last == null ? null : last.writer();
    boolean divided = last != null && last.mustNotBeSplit();
    String writer = divided || (before == null && aside == 0) ? null : LineGroup.writer(line);
    if (writer == null || writer.equals(before)) {
      return last;
    }
    LineGroup own = open.remove(LineGroup.key(line.log().source(), writer));
    if (own == null && before == null) {
      return last;
    }
    if (own != null) {
      own.setAside(false);
      aside--;
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
    LineGroup earlier = open.remove(group.key());
    if (earlier != null) {
      emit(earlier, null);
    }
    if (aside >= MAX_ASIDE) {
      LineGroup oldest =
          open.values().stream().filter(LineGroup::isAside).findFirst().orElseThrow();
      open.remove(oldest.key());
      emit(oldest, null);
    }
    aside++;
    open.put(group.key(), group);
  }

  /** Of several the one that was silent for longest; null if there is none. */
  private LineGroup largest() {
    LineGroup largest = null;
    for (LineGroup group : open.values()) {
      largest = largest == null || group.held > largest.held ? group : largest;
    }
    return largest;
  }

  /** Whether another group is open, and the line is the rest of a key that was cut before it. */
  private boolean isRestOfOther(LineGroup group, RawLine line) {
    return !inKeys.isEmpty()
        && !group.mustNotBeSplit()
        && inKeys.containsKey(line.log().source())
        && isRestOfKey(line);
  }

  /** Where the line was cut off from, or null. */
  private Cut cutBefore(RawLine line) {
    if (inLines.isEmpty() && inKeys.isEmpty()) {
      return null;
    }
    Cut cut = inLines.remove(line.log().source());
    if (cut != null && cut.isOfOther(line.container())) {
      output.forget(cut);
      cut = null;
    }
    if (cut == null && inKeys.containsKey(line.log().source()) && isRestOfKey(line)) {
      cut = inKeys.remove(line.log().source());
    }
    return cut;
  }

  /** Short lines of letters may be words. */
  private static boolean isRestOfKey(RawLine line) {
    String text = line.text();
    return LineGroup.next(MultilineStart.KEY_BLOCK, text) != null
        && (text.length() >= MIN_KEY_LINE || !WORD.matcher(text).matches());
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
    aside -= group.isAside() ? 1 : 0;
    Cut before = group.before();
    if (after != null) {
      output.keep(after);
    }
    output.joined(new JoinedLines(group.lines(), before, after, early));
    if (before != null) {
      output.forget(before);
    }
    if (after != null) {
      remember(after);
    }
  }

  private void remember(Cut cut) {
    Map<String, Cut> cuts = cuts(cut);
    Cut replaced = cuts.remove(cut.source());
    if (replaced != null) {
      output.forget(replaced);
    }
    cuts.put(cut.source(), cut);
    if (cuts.size() > MAX_CUTS) {
      forget(cuts.values().iterator());
    }
  }

  private void forget(Iterator<Cut> oldest) {
    Cut cut = oldest.next();
    oldest.remove();
    output.forget(cut);
  }

  private void forgetOld(Map<String, Cut> cuts, long now) {
    while (!cuts.isEmpty() && now - cuts.values().iterator().next().at() >= MAX_REST_WAIT) {
      forget(cuts.values().iterator());
    }
  }

  /**
   * Emits the groups whose source has been silent for longer than lines are waited for.
   *
   * @param now on the same clock as the times of the lines
   */
  public void flushSilent(long now) {
    forgetOld(inLines, now);
    forgetOld(inKeys, now);
    Iterator<LineGroup> groups = open.values().iterator();
    while (groups.hasNext()) {
      LineGroup group = groups.next();
      long silent = now - group.lastHeard();
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
    List<LineGroup> rest = List.copyOf(open.values());
    open.clear();
    rest.forEach(group -> emit(group, null, null));
  }

  /** Removes a line that was held back; the others of its group stay. */
  public void forget(long offset) {
    for (Iterator<LineGroup> groups = open.values().iterator(); groups.hasNext(); ) {
      LineGroup group = groups.next();
      if (group.forget(offset) && group.lines().isEmpty()) {
        groups.remove();
        budget.add(-group.held);
        aside -= group.isAside() ? 1 : 0;
        if (group.before() != null) {
          remember(group.before());
        }
      }
    }
  }

  /** Returns what the lines that are held take of the budget: another continues with them. */
  public void close() {
    open.values().forEach(group -> budget.add(-group.held));
    open.clear();
    aside = 0;
  }
}
