package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.Detector;
import java.util.List;

/** The detectors of values that are known by the name of their key or by their place. */
public final class KeyDetectors {
  private KeyDetectors() {}

  /**
   * All of them, the more specific first.
   *
   * @param keys whose values are sensitive
   */
  public static List<Detector> all(SensitiveKeys keys) {
    return List.of(
        new HeaderDetector(),
        new SecretObjectDetector(),
        new PasswordFileDetector(),
        new SeedPhraseDetector(),
        new KeyValueDetector(keys),
        new XmlElementDetector(keys),
        new CommandOptionDetector(keys),
        new AdjacentValueDetector(keys),
        new CommandDetector(keys),
        new SentenceDetector(keys));
  }
}
