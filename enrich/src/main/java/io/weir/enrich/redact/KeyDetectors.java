package io.weir.enrich.redact;

import java.util.List;

/** The detectors of values that are known by the name of their key or by their place. */
final class KeyDetectors {
  private KeyDetectors() {}

  /**
   * All of them, the more telling first.
   *
   * @param keys whose values are sensitive
   */
  static List<Detector> all(SensitiveKeys keys) {
    return List.of(
        new HeaderDetector(),
        new KeyValueDetector(keys),
        new XmlElementDetector(keys),
        new CommandOptionDetector(keys),
        new AdjacentValueDetector(keys),
        new CommandDetector(keys),
        new SentenceDetector(keys),
        new SqlLiteralDetector(keys),
        new SqlInsertDetector(keys),
        new SqlParameterDetector(keys));
  }
}
