package io.weir.ingest.assemble;

import io.weir.ingest.parse.MultilineStart;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where events ended within a line or a key block, until what was cut off has come or is too late:
 * the rest is known for what it is also after a restart. Not thread-safe.
 */
final class PendingCuts {
  /** How long the rest of a cut line is known for what it is. */
  private static final long MAX_REST_WAIT = Duration.ofMinutes(10).toMillis();

  /** Bound of remembered cuts; above it the oldest is forgotten. */
  private static final int MAX_CUTS = 1_000;

  /** Shorter lines of letters are words. */
  private static final int MIN_KEY_LINE = 16;

  /** What is rather a word or a number than the end of a key. */
  private static final Pattern WORD =
      Pattern.compile("\\W*([A-Za-z]?[a-z]*|[A-Z]*|[0-9]*)[\\W&&[^=+/]]*");

  private final LineJoiner.Output output;

  /** Cuts in a line, by source, those first that were made first; its next line is the rest. */
  private final Map<String, Cut> inLines = new LinkedHashMap<>();

  /** Cuts in a key block, in the same way; lines of others may come before the rest. */
  private final Map<String, Cut> inKeys = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param output called for each cut that is to be forgotten
   */
  PendingCuts(LineJoiner.Output output) {
    this.output = output;
  }

  private Map<String, Cut> of(Cut cut) {
    return cut.midLine() ? inLines : inKeys;
  }

  /** Takes what was kept before a restart. */
  void restore(Cut cut) {
    of(cut).put(cut.source(), cut);
  }

  /** Takes a cut that is kept; the one before it of the same source is forgotten. */
  void remember(Cut cut) {
    Map<String, Cut> cuts = of(cut);
    Cut replaced = cuts.remove(cut.source());
    if (replaced != null) {
      output.forget(replaced);
    }
    cuts.put(cut.source(), cut);
    if (cuts.size() > MAX_CUTS) {
      forget(cuts.values().iterator());
    }
  }

  /** Where the line was cut off from, or null; its caller forgets it. */
  Cut take(RawLine line) {
    if (inLines.isEmpty() && inKeys.isEmpty()) {
      return null;
    }
    Cut cut = inLines.remove(line.log().source());
    if (cut != null && cut.isOfOther(line.container())) {
      output.forget(cut);
      cut = null;
    }
    return cut == null && isRestOfKey(line) ? inKeys.remove(line.log().source()) : cut;
  }

  /** Whether a key block of the line's source was cut, and the line may be the rest of it. */
  boolean isRestOfKey(RawLine line) {
    if (inKeys.isEmpty() || !inKeys.containsKey(line.log().source())) {
      return false;
    }
    String text = line.text();
    return LineGroup.next(MultilineStart.KEY_BLOCK, text) != null
        && (text.length() >= MIN_KEY_LINE || !WORD.matcher(text).matches());
  }

  /** Forgets those whose rest will not come any more. */
  void forgetOld(long now) {
    forgetOld(inLines, now);
    forgetOld(inKeys, now);
  }

  private void forgetOld(Map<String, Cut> cuts, long now) {
    while (!cuts.isEmpty() && now - cuts.values().iterator().next().at() >= MAX_REST_WAIT) {
      forget(cuts.values().iterator());
    }
  }

  private void forget(Iterator<Cut> oldest) {
    Cut cut = oldest.next();
    oldest.remove();
    output.forget(cut);
  }
}
