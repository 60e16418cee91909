package io.weir.sinks;

import java.util.List;

/** What a store's answer to one request means for the elements that the request held. */
public sealed interface Verdict {

  /** The store has judged each element; one delivery per element, in the same order. */
  record Each(List<Delivery> deliveries) implements Verdict {}

  /** The answer holds for all elements alike. */
  record All(Delivery delivery) implements Verdict {}

  /**
   * The answer may be about some of the elements only, so each half is sent by itself.
   *
   * @param ofOne what becomes of an element that was alone in its request
   */
  record Halve(Delivery ofOne) implements Verdict {}

  /** Any request would be answered the same: nothing more is sent for now. */
  record Stop(Delivery.Retry retry) implements Verdict {}

  /** The sink deals with these elements in its own way. */
  record Elsewhere() implements Verdict {}
}
