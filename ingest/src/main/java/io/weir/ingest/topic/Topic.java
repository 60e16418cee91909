package io.weir.ingest.topic;

import java.time.Duration;
import java.util.List;

/**
 * A topic of Kafka, and how it is kept. This is the one table of names and limits: sizes form a
 * ladder, so that what a raw record can hold fits an event, and an event fits a dead letter.
 *
 * @param name as the brokers know it
 * @param retention after which a record is deleted
 * @param compacted whether only the newest record of a key is kept
 * @param maxBytes the largest record, compressed or not
 */
public record Topic(String name, Duration retention, boolean compacted, int maxBytes) {
  private static final int MIB = 1 << 20;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration THREE_DAYS = DAY.multipliedBy(3);
  private static final Duration AUDIT = DAY.multipliedBy(91);

  public static final Topic LOGS_RAW = deleted("logs.raw", THREE_DAYS, 2 * MIB);
  public static final Topic FALCO_RAW = deleted("falco.raw", THREE_DAYS, 2 * MIB);
  public static final Topic AUDIT_RAW = deleted("audit.raw", THREE_DAYS, 2 * MIB);
  public static final Topic EVENTS = deleted("events", THREE_DAYS, 5 * MIB);
  public static final Topic MATCHES = deleted("matches", DAY, 2 * MIB);
  public static final Topic FINDINGS = deleted("findings", DAY, 2 * MIB);
  public static final Topic INCIDENTS = compacted("incidents", AUDIT, 2 * MIB);

  /** A dead letter may hold a whole event. */
  public static final Topic DLQ =
      deleted("dlq", DAY.multipliedBy(14), EVENTS.maxBytes() + LOGS_RAW.maxBytes());

  public static final Topic LEDGER = compacted("ledger", AUDIT, 2 * MIB);
  public static final Topic AUDIT_CHAIN = deleted("audit.chain", AUDIT, 2 * MIB);

  /** What agents write to: unredacted. */
  public static final List<Topic> RAW = List.of(LOGS_RAW, FALCO_RAW, AUDIT_RAW);

  public static final List<Topic> ALL =
      List.of(
          LOGS_RAW,
          FALCO_RAW,
          AUDIT_RAW,
          EVENTS,
          MATCHES,
          FINDINGS,
          INCIDENTS,
          DLQ,
          LEDGER,
          AUDIT_CHAIN);

  private static Topic deleted(String name, Duration retention, int maxBytes) {
    return new Topic(name, retention, false, maxBytes);
  }

  private static Topic compacted(String name, Duration retention, int maxBytes) {
    return new Topic(name, retention, true, maxBytes);
  }
}
