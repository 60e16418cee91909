package io.weir.sinks;

import java.time.Duration;

/** What became of one record at a store. */
public sealed interface Delivery {

  /** Nothing more is to be done. */
  enum Done implements Delivery {
    STORED,
    /** The store had it already. */
    DUPLICATE,
    /** It is not meant for this store. */
    NOT_ROUTED
  }

  /**
   * Not stored, or not known to be; to be sent again unchanged.
   *
   * @param reason a few fixed words, for metrics and logs
   * @param atLeast wait at least this long; null leaves it to the worker
   * @param needsPerson true if it will not pass by itself: wrong credentials, a missing template
   */
  record Retry(String reason, Duration atLeast, boolean needsPerson) implements Delivery {
    public static Retry soon(String reason) {
      return new Retry(reason, null, false);
    }

    public static Retry untilMended(String reason) {
      return new Retry(reason, null, true);
    }
  }

  /**
   * The store will never take it.
   *
   * @param reason a few fixed words
   * @param detail what the store said, without any part of the record; or null
   */
  record Rejected(String reason, String detail) implements Delivery {}
}
