package io.weir.sinks.loki;

import io.weir.sinks.Delivery;
import io.weir.sinks.loki.LokiResponse.Elsewhere;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Which entries came too late for their stream, where Loki only says that some did.
 *
 * @param late those that did; what Loki refuses for something else may be among them
 * @param rest those that did not
 */
record LateEntries<T>(List<T> late, List<T> rest) {

  /**
   * Pushes single entries again until it is known from which on they are in time: what is late
   * comes first. One that is refused for something else says nothing of its neighbours and is
   * settled.
   *
   * @param byTime entries of one stream in order of time
   * @param settle takes entries that belong to neither part, and what becomes of them
   */
  static <T> LateEntries<T> find(
      List<T> byTime, Function<T, LokiResponse> push, BiConsumer<List<T>, Delivery> settle) {
    List<T> left = new ArrayList<>(byTime);
    int from = 0;
    int to = left.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      LokiResponse answer = push.apply(left.get(middle));
      Delivery delivery = answer.ofOne();
      if (answer.elsewhere() == Elsewhere.BACKFILL) {
        from = middle + 1;
      } else if (delivery instanceof Delivery.Done) {
        to = middle;
      } else if (delivery instanceof Delivery.Rejected) {
        settle.accept(List.of(left.remove(middle)), delivery);
        to--;
      } else {
        settle.accept(left.subList(from, left.size()), delivery);
        return new LateEntries<>(left.subList(0, from), List.of());
      }
    }
    return new LateEntries<>(left.subList(0, from), left.subList(from, left.size()));
  }
}
