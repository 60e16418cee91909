package io.weir.enrich.redact.number;

import io.weir.enrich.redact.scan.Detector;
import java.util.List;

/** The detectors of numbers and addresses, which are known by their digits, a check or a word. */
public final class NumberDetectors {
  private NumberDetectors() {}

  /** All of them, the more specific first. */
  public static List<Detector> all() {
    return List.of(
        new EmailDetector(),
        new CardDetector(),
        new IbanDetector(),
        new NationalIdDetector(),
        new MachineReadableDetector(),
        new IpDetector(),
        new Ip6Detector(),
        new MacDetector(),
        new PhoneDetector());
  }
}
