package io.weir.sinks;

/**
 * What a sink makes of a record before it asks the store.
 *
 * @param <T> what the store is sent
 */
public sealed interface Prepared<T> {

  /**
   * To be sent.
   *
   * @param lane the stream of the store it belongs to: what delays one lane delays no other
   * @param payload what is sent
   * @param bytes how much memory the payload takes, roughly
   */
  record Ready<T>(String lane, T payload, long bytes) implements Prepared<T> {}

  /** Not to be sent: not meant for this store, or never accepted by it. */
  record Settled<T>(Delivery delivery) implements Prepared<T> {}

  /** The record is not meant for this store. */
  static <T> Prepared<T> notRouted() {
    return new Settled<>(Delivery.Done.NOT_ROUTED);
  }

  /** The store would never take it, for this reason. */
  static <T> Prepared<T> rejected(String reason) {
    return new Settled<>(new Delivery.Rejected(reason, null));
  }
}
