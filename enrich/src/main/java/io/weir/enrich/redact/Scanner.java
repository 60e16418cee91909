package io.weir.enrich.redact;

import java.util.List;

/**
 * Passes over a text once and calls each detector where one of its triggers fits. Three look-ups in
 * tables tell that for all detectors at once; a clean character costs one.
 */
final class Scanner {
  private final Detector[] called;
  private final long[] before = new long[CharSet.SIZE];
  private final long[] at = new long[CharSet.SIZE];
  private final long[] after = new long[CharSet.SIZE];

  /**
   * @param detectors the more telling first
   */
  Scanner(List<Detector> detectors) {
    int triggers = detectors.stream().mapToInt(detector -> detector.triggers().size()).sum();
    if (triggers > Long.SIZE) {
      throw new IllegalArgumentException(triggers + " triggers are more than a long has bits");
    }
    called = new Detector[triggers];
    int bit = 0;
    for (Detector detector : detectors) {
      for (Trigger trigger : detector.triggers()) {
        called[bit] = detector;
        set(before, trigger.before(), bit);
        set(at, trigger.at(), bit);
        set(after, trigger.after(), bit);
        bit++;
      }
    }
  }

  private static void set(long[] table, CharSet open, int bit) {
    for (int slot = 0; slot < CharSet.SIZE; slot++) {
      if (open.hasSlot(slot)) {
        table[slot] |= 1L << bit;
      }
    }
  }

  /** Adds what the detectors find. */
  void scan(Scan scan) {
    String text = scan.text();
    int length = text.length();
    int i = 0;
    while (i < length) {
      long open = at[CharSet.slot(text.charAt(i))];
      if (open != 0) {
        open &= before[i == 0 ? CharSet.EDGE : CharSet.slot(text.charAt(i - 1))];
        open &= after[i + 1 == length ? CharSet.EDGE : CharSet.slot(text.charAt(i + 1))];
      }
      i = open == 0 ? i + 1 : call(open, scan, i);
    }
  }

  private int call(long open, Scan scan, int at) {
    int next = at + 1;
    for (long left = open; left != 0; left &= left - 1) {
      Detector detector = called[Long.numberOfTrailingZeros(left)];
      next = Math.max(next, detector.find(scan, at));
    }
    return next;
  }
}
