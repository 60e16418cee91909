package io.weir.enrich.correlate;

import java.time.Instant;

/**
 * A match that is waited with, or that later ones may need.
 *
 * @param evaluated whether the watermark has passed it
 * @param reported whether a finding held it
 */
record BufferedMatch(Match match, boolean evaluated, boolean reported) {
  private static final String KEY = "match/";

  static boolean isKey(String key) {
    return key.startsWith(KEY);
  }

  /** The same for the same event however often it comes; sorts by event time, then event id. */
  String key() {
    return KEY + Keys.of(match.time()) + "/" + match.event() + "/" + match.key();
  }

  /** All keys of earlier times sort before it. */
  static String keyAt(Instant time) {
    return KEY + Keys.of(time);
  }

  BufferedMatch asEvaluated() {
    return new BufferedMatch(match, true, reported);
  }

  BufferedMatch asReported() {
    return new BufferedMatch(match, evaluated, true);
  }
}
