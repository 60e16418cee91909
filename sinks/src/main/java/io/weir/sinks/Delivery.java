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
   * @param scope what waits
   * @param needsOperator true if it will not pass by itself: wrong credentials, a missing template
   */
  record Retry(String reason, Duration atLeast, Scope scope, boolean needsOperator)
      implements Delivery {

    /** How far a fault reaches. */
    public enum Scope {
      /** Only this stream of the store; others are served. */
      LANE,
      /** Any request would be answered the same. */
      STORE,
      /** The store has too much to do now: the same request is accepted a little later. */
      LOAD
    }

    /** The whole store takes nothing now. */
    public static Retry soon(String reason) {
      return new Retry(reason, null, Scope.STORE, false);
    }

    /** The whole store is asked for too much. */
    public static Retry less(String reason) {
      return new Retry(reason, null, Scope.LOAD, false);
    }

    /** The whole store takes nothing until an operator has done something. */
    public static Retry untilFixed(String reason) {
      return new Retry(reason, null, Scope.STORE, true);
    }

    /** The same fault, of this stream only. */
    public Retry ofLane() {
      return new Retry(reason, atLeast, Scope.LANE, needsOperator);
    }

    /** Whether it says nothing of this stream in particular. */
    boolean ofStore() {
      return scope != Scope.LANE;
    }

    /** Whether it says nothing of what was sent either. */
    boolean ofLoad() {
      return scope == Scope.LOAD;
    }
  }

  /**
   * The store will never take it.
   *
   * @param reason a few fixed words
   * @param detail what the store said, without any part of the record; or null
   * @param mayBeMany true if many such records are normal; otherwise many of them are taken for a
   *     limit of the store that is set wrong
   */
  record Rejected(String reason, String detail, boolean mayBeMany) implements Delivery {
    public Rejected(String reason, String detail) {
      this(reason, detail, false);
    }
  }
}
