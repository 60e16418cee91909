package io.weir.sinks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hands records to a sink as a worker does, lane by lane and once. */
public final class Deliveries {
  private Deliveries() {}

  /** What became of each record, in their order. */
  public static <T> List<Delivery> of(Sink<T> sink, List<SinkRecord> records) {
    Delivery[] deliveries = new Delivery[records.size()];
    Map<String, List<Integer>> lanes = new LinkedHashMap<>();
    List<T> payloads = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      Prepared<T> prepared = sink.prepare(records.get(i));
      payloads.add(prepared instanceof Prepared.Ready<T> ready ? ready.payload() : null);
      if (prepared instanceof Prepared.Ready<T> ready) {
        lanes.computeIfAbsent(ready.lane(), lane -> new ArrayList<>()).add(i);
      } else if (prepared instanceof Prepared.Settled<T> settled) {
        deliveries[i] = settled.delivery();
      }
    }
    lanes.forEach(
        (lane, indexes) -> {
          List<Delivery> said = sink.deliver(lane, indexes.stream().map(payloads::get).toList());
          for (int i = 0; i < indexes.size(); i++) {
            deliveries[indexes.get(i)] = said.get(i);
          }
        });
    return Arrays.asList(deliveries);
  }
}
