package io.weir.sinks;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** One store. */
public interface Sink extends AutoCloseable {

  /** The name in metrics, dead letters and the ledger, such as {@code sink.loki}. */
  String stage();

  /**
   * Sends records of one partition, in order, and waits for what the store says.
   *
   * @return one delivery per record, in the same order; faults of the store and the network are
   *     deliveries too, never exceptions
   */
  List<Delivery> deliver(List<SinkRecord> batch);

  /** Registers what only this store has to count. */
  default void measure(MeterRegistry registry) {}

  /** Called often, also when there is nothing to deliver. */
  default void tick() {}

  /** Why a delivery would not succeed, or null if it would. */
  String unhealthy();

  @Override
  void close();
}
