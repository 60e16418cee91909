package io.weir.enrich.redact.number;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;
import java.util.Set;

/**
 * A line of the zone that machines read in a passport, visa or identity card (ICAO 9303): 44, 36 or
 * 30 capitals, digits and signs that fill it.
 */
final class MachineReadableDetector implements Detector {
  private static final Set<Integer> LENGTHS = Set.of(30, 36, 44);
  private static final int MAX_LENGTH = 45;
  private static final CharSet ZONE = CharSet.UPPER.or(CharSet.DIGITS).or(CharSet.of("<"));

  @Override
  public List<Trigger> triggers() {
    return List.of(
        new Trigger(CharSet.UPPER.or(CharSet.DIGITS), CharSet.of("<"), ZONE.or(CharSet.EDGES)));
  }

  @Override
  public SensitiveClass soleClass() {
    return SensitiveClass.NATIONAL_ID;
  }

  /** Called at the first sign after a letter or digit. */
  @Override
  public int find(Scan scan, int at) {
    int start = scan.skipBack(at, at - MAX_LENGTH, ZONE);
    int end = scan.skip(at, start + MAX_LENGTH, ZONE);
    if (!LENGTHS.contains(end - start) || !scan.startsWord(start) || !scan.endsWord(end)) {
      return NOTHING;
    }
    scan.hide(start, end, SensitiveClass.NATIONAL_ID);
    return end;
  }
}
