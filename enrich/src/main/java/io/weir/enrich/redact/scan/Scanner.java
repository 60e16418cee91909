package io.weir.enrich.redact.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Passes over a text once and calls each detector where one of its triggers fits. Three look-ups in
 * tables say that for all triggers at once; a clean character costs one. The tables have a bit for
 * each trigger; where there are more triggers than bits, rare neighbours share one, and which of
 * them fits is tested when the bit is set. So there may be any number of triggers.
 */
public final class Scanner {
  private final Use[][] uses;

  /** By bit: the detector to call without another test, null where triggers share the bit. */
  private final Detector[] alone;

  private final long[] before = new long[CharSet.SIZE];
  private final long[] at = new long[CharSet.SIZE];
  private final long[] after = new long[CharSet.SIZE];

  /** A detector and one of the triggers that call it. */
  private record Use(Detector detector, Trigger trigger) {}

  /**
   * @param detectors the more specific first
   */
  public Scanner(List<Detector> detectors) {
    List<List<Use>> groups = new ArrayList<>();
    for (Detector detector : detectors) {
      detector.triggers().forEach(trigger -> groups.add(List.of(new Use(detector, trigger))));
    }
    while (groups.size() > Long.SIZE) {
      share(groups);
    }
    int bits = groups.size();
    uses = new Use[bits][];
    alone = new Detector[bits];
    for (int bit = 0; bit < bits; bit++) {
      List<Use> sharing = groups.get(bit);
      uses[bit] = sharing.toArray(Use[]::new);
      alone[bit] = sharing.size() == 1 ? sharing.get(0).detector() : null;
      for (Use use : sharing) {
        set(before, use.trigger().before(), bit);
        set(at, use.trigger().at(), bit);
        set(after, use.trigger().after(), bit);
      }
    }
  }

  /** Joins the two neighbours that fit the fewest places: the order of detectors stays. */
  private static void share(List<List<Use>> groups) {
    int rarest = 0;
    for (int i = 1; i + 1 < groups.size(); i++) {
      rarest = frequency(groups, i) < frequency(groups, rarest) ? i : rarest;
    }
    List<Use> joined = new ArrayList<>(groups.get(rarest));
    joined.addAll(groups.remove(rarest + 1));
    groups.set(rarest, joined);
  }

  private static int frequency(List<List<Use>> groups, int at) {
    return Stream.of(groups.get(at), groups.get(at + 1))
        .flatMap(List::stream)
        .mapToInt(use -> use.trigger().frequency())
        .sum();
  }

  private static void set(long[] table, CharSet open, int bit) {
    for (int slot = 0; slot < CharSet.SIZE; slot++) {
      if (open.hasSlot(slot)) {
        table[slot] |= 1L << bit;
      }
    }
  }

  /** Adds what the detectors find. */
  public void scan(Scan scan) {
    char[] chars = scan.chars();
    int length = chars.length;
    int i = 0;
    while (i < length) {
      long open = at[CharSet.slot(chars[i])];
      if (open != 0) {
        open &= before[i == 0 ? CharSet.EDGE : CharSet.slot(chars[i - 1])];
        open &= after[i + 1 == length ? CharSet.EDGE : CharSet.slot(chars[i + 1])];
      }
      i = open == 0 ? i + 1 : call(open, scan, i);
    }
  }

  /** Where to continue: after the longest that was found, at least after the character. */
  private int call(long open, Scan scan, int at) {
    int next = at + 1;
    for (long left = open; left != 0; left &= left - 1) {
      int bit = Long.numberOfTrailingZeros(left);
      int end = alone[bit] == null ? callFitting(bit, scan, at) : alone[bit].find(scan, at);
      next = Math.max(next, end);
    }
    return next;
  }

  private int callFitting(int bit, Scan scan, int at) {
    int end = Detector.NOTHING;
    for (Use use : uses[bit]) {
      if (use.trigger().fits(scan, at)) {
        end = Math.max(end, use.detector().find(scan, at));
      }
    }
    return end;
  }
}
