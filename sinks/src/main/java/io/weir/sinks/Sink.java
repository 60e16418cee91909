package io.weir.sinks;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/**
 * One store.
 *
 * @param <T> what the store is sent for one record
 */
public interface Sink<T> extends AutoCloseable {

  /** The name in metrics, dead letters and the ledger, such as {@code sink.loki}. */
  String stage();

  /** How much one call of {@link #deliver} receives, and when. */
  Batching batching();

  /**
   * Decides what is sent for a record and to which stream of the store, without asking the store.
   * Called by one thread, in the order of each partition.
   */
  Prepared<T> prepare(SinkRecord record);

  /**
   * Sends what belongs to one stream of the store and waits for the answer. Called by several
   * threads, but never twice at the same time for one lane if {@link Batching#inOrder}.
   *
   * @return one delivery per element, in the same order; faults of the store and the network are
   *     deliveries too, never exceptions
   */
  List<Delivery> deliver(String lane, List<T> batch);

  /** Registers the metrics that only this store has. */
  default void bindTo(MeterRegistry registry) {}

  /** Called about once a second, also when there is nothing to deliver; may take a while. */
  default void tick() {}

  /**
   * Says how much of the topics is this process's own.
   *
   * @param mine partitions that are assigned to this process
   * @param all partitions of all topics that the group reads
   */
  default void assigned(int mine, int all) {}

  /** Asks the store whether it answers and knows us: why not, in a few fixed words, or null. */
  String probe();

  @Override
  void close();
}
