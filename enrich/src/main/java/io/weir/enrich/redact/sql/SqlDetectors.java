package io.weir.enrich.redact.sql;

import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.Detector;
import java.util.List;

/** The detectors of values whose place in a statement of SQL says that they are sensitive. */
public final class SqlDetectors {
  private SqlDetectors() {}

  /**
   * All of them, the more specific first.
   *
   * @param keys the names of columns that are sensitive
   */
  public static List<Detector> all(SensitiveKeys keys) {
    return List.of(
        new SqlLiteralDetector(keys),
        new SqlInsertDetector(keys),
        bound(keys),
        new TrailingParametersDetector(keys));
  }

  /** That of values bound to the places of a statement which is in the same text. */
  public static Detector bound(SensitiveKeys keys) {
    return new SqlParameterDetector(keys);
  }
}
