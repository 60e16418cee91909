package io.weir.sinks;

import io.weir.ingest.topic.LedgerEntry;
import io.weir.sinks.PartitionQueue.Item;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that the store never takes, until the broker has their dead letters. They are settled
 * then and not before. Says in the log what became a dead letter, once a minute for each reason.
 */
final class DeadLetters<T> {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final long LOG_INTERVAL = Duration.ofMinutes(1).toMillis();

  private record Letter<T>(Item<T> item, Delivery.Rejected why) {}

  /** What was written since the last line in the log. */
  private static final class Tally {
    private long records;
    private String first;
    private long loggedAt = -LOG_INTERVAL;
  }

  private final String stage;
  private final KafkaReporter reporter;
  private final SinkMetrics metrics;
  private final Map<SinkRecord, Letter<T>> unwritten = new LinkedHashMap<>();
  private final Map<String, Tally> tallies = new HashMap<>();

  DeadLetters(String stage, KafkaReporter reporter, SinkMetrics metrics) {
    this.stage = stage;
    this.reporter = reporter;
    this.metrics = metrics;
  }

  void add(Item<T> item, Delivery.Rejected why) {
    unwritten.put(item.record(), new Letter<>(item, why));
  }

  /** Writes what is there, and settles what the broker has for certain. */
  void write() {
    unwritten.values().removeIf(letter -> letter.item().queue().isLost());
    if (unwritten.isEmpty()) {
      return;
    }
    Map<SinkRecord, Delivery.Rejected> rejected = new LinkedHashMap<>();
    unwritten.forEach((record, letter) -> rejected.put(record, letter.why()));
    Set<SinkRecord> written = reporter.deadLetters(rejected);
    if (written.size() < rejected.size()) {
      metrics.retried("dlq_unavailable");
    }
    for (Iterator<Letter<T>> letters = unwritten.values().iterator(); letters.hasNext(); ) {
      Letter<T> letter = letters.next();
      if (written.contains(letter.item().record())) {
        letters.remove();
        settle(letter);
      }
    }
  }

  private void settle(Letter<T> letter) {
    Item<T> item = letter.item();
    String outcome = LedgerEntry.DEAD_LETTERED + letter.why().reason();
    metrics.settled(outcome, item.records());
    Tally tally = tallies.computeIfAbsent(letter.why().reason(), reason -> new Tally());
    tally.records += item.records();
    if (tally.first == null) {
      var at = item.record().at();
      tally.first = at.topic() + "/" + at.partition() + " offset " + at.offset();
    }
    item.queue().settle(item, outcome);
  }

  /** Only where the records are, never what they hold. */
  void logDeadLetters(long now) {
    tallies.forEach(
        (reason, tally) -> {
          if (tally.records > 0 && now - tally.loggedAt >= LOG_INTERVAL) {
            LOG.warn(
                "{}: {} records became dead letters as {}, the first is {}",
                stage,
                tally.records,
                reason,
                tally.first);
            tally.records = 0;
            tally.first = null;
            tally.loggedAt = now;
          }
        });
  }
}
