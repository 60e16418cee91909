package io.weir.sinks;

import io.weir.ingest.wire.LedgerEntry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a batch of one partition to the store. What the store says settles the records, or lets the
 * partition wait.
 */
final class BatchDelivery {
  private static final Logger LOG = LoggerFactory.getLogger(BatchDelivery.class);
  private static final int MAX_BATCH = 1_000;
  private static final Delivery.Retry NO_LETTER = Delivery.Retry.soon("dlq_unavailable");

  private final Sink sink;
  private final SinkReports reports;
  private final SinkMetrics metrics;
  private final InstantSource clock;
  private final Set<TopicPartition> needingPerson = new HashSet<>();

  BatchDelivery(Sink sink, SinkReports reports, SinkMetrics metrics, InstantSource clock) {
    this.sink = sink;
    this.reports = reports;
    this.metrics = metrics;
    this.clock = clock;
  }

  void deliver(TopicPartition partition, PartitionWork todo) {
    List<PartitionWork.Item> batch = todo.unsettled(MAX_BATCH);
    List<SinkRecord> records = batch.stream().map(PartitionWork.Item::record).toList();
    List<Delivery> deliveries = sink.deliver(records);
    if (deliveries.size() != batch.size()) {
      throw new IllegalStateException(sink.stage() + " lost count of its records");
    }
    List<Delivery> certain = withLetters(records, deliveries);
    Delivery.Retry retry = null;
    for (int i = 0; i < batch.size(); i++) {
      if (certain.get(i) instanceof Delivery.Retry again) {
        retry = retry != null && retry.needsPerson() ? retry : again;
      } else {
        settle(batch.get(i), certain.get(i));
      }
    }
    todo.advance();
    noteRetry(partition, todo, retry);
  }

  /** Whose dead letter could not be written is to be sent again. */
  private List<Delivery> withLetters(List<SinkRecord> records, List<Delivery> deliveries) {
    Map<SinkRecord, Delivery.Rejected> rejected = new LinkedHashMap<>();
    for (int i = 0; i < records.size(); i++) {
      if (deliveries.get(i) instanceof Delivery.Rejected why) {
        rejected.put(records.get(i), why);
      }
    }
    if (rejected.isEmpty()) {
      return deliveries;
    }
    Set<SinkRecord> written = reports.deadLetters(rejected);
    List<Delivery> certain = new ArrayList<>(deliveries);
    for (int i = 0; i < records.size(); i++) {
      if (rejected.containsKey(records.get(i)) && !written.contains(records.get(i))) {
        certain.set(i, NO_LETTER);
      }
    }
    return certain;
  }

  private void settle(PartitionWork.Item item, Delivery delivery) {
    String outcome =
        delivery instanceof Delivery.Rejected rejected
            ? LedgerEntry.DEAD_LETTERED + rejected.reason()
            : ((Delivery.Done) delivery).name().toLowerCase(Locale.ROOT);
    item.settle(outcome);
    metrics.settled(outcome, item.record().records());
  }

  private void noteRetry(TopicPartition partition, PartitionWork todo, Delivery.Retry retry) {
    if (retry == null) {
      todo.succeeded();
      if (needingPerson.remove(partition)) {
        LOG.warn("{}: {} goes on", sink.stage(), partition);
      }
    } else {
      metrics.retried(retry.reason());
      todo.waitBeforeNextTry(retry.atLeast(), clock.millis());
      logRetry(partition, retry);
    }
    metrics.holding(needingPerson.size());
  }

  private void logRetry(TopicPartition partition, Delivery.Retry retry) {
    if (retry.needsPerson() && needingPerson.add(partition)) {
      LOG.error("{}: {} is held back: {}", sink.stage(), partition, retry.reason());
    } else {
      LOG.debug("{}: {} is tried again: {}", sink.stage(), partition, retry.reason());
    }
  }

  /** Partitions that are somebody else's now. */
  void forget(Collection<TopicPartition> partitions) {
    needingPerson.removeAll(partitions);
    metrics.holding(needingPerson.size());
  }
}
