package io.weir.sinks;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sinks.Delivery.Done;
import io.weir.sinks.Delivery.Rejected;
import io.weir.sinks.Delivery.Retry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreDeliveryTest {
  private static final Rejected REFUSED = new Rejected("refused", null);
  private static final Retry OUT = Retry.soon("unreachable");

  private final List<List<String>> requests = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private final InstantSource clock = () -> now;

  /** A store that refuses every request with the word "bad" in it, and is out at the word "out". */
  private Verdict store(List<String> request) {
    requests.add(request);
    if (request.contains("out")) {
      return new Verdict.Stop(OUT);
    }
    return request.contains("bad") ? new Verdict.Halve(REFUSED) : new Verdict.All(Done.STORED);
  }

  private List<Delivery> deliver(String... batch) {
    return StoreDelivery.deliver(clock, List.of(batch), this::store);
  }

  @Test
  void aBatchIsOneRequestIfTheStoreTakesIt() {
    assertThat(deliver("a", "b")).containsExactly(Done.STORED, Done.STORED);
    assertThat(requests).hasSize(1);
  }

  @Test
  void halvesTellWhichElementIsRefused() {
    assertThat(deliver("a", "b", "bad", "c"))
        .containsExactly(Done.STORED, Done.STORED, REFUSED, Done.STORED);
    assertThat(requests)
        .containsExactly(
            List.of("a", "b", "bad", "c"),
            List.of("a", "b"),
            List.of("bad", "c"),
            List.of("bad"),
            List.of("c"));
  }

  @Test
  void nothingIsSentAfterTheStoreWasOut() {
    List<Delivery> deliveries =
        StoreDelivery.deliver(
            clock,
            List.of("a", "b", "bad", "c"),
            request -> requests.isEmpty() ? store(request) : store(List.of("out")));

    assertThat(deliveries).containsExactly(OUT, OUT, OUT, OUT);
    assertThat(requests).hasSize(2);
  }

  @Test
  void nothingIsSentAfterHalfAMinute() {
    List<Delivery> deliveries =
        StoreDelivery.deliver(
            clock,
            List.of("bad", "a"),
            request -> {
              now = now.plusSeconds(20);
              return store(request);
            });

    assertThat(deliveries.get(0)).isEqualTo(REFUSED);
    assertThat(deliveries.get(1)).isEqualTo(Retry.soon("out_of_time").ofLane());
  }

  @Test
  void aStoreMayJudgeEachElement() {
    List<Delivery> judged = List.of(Done.STORED, REFUSED, Done.DUPLICATE);

    assertThat(
            StoreDelivery.deliver(
                clock, List.of("a", "b", "c"), request -> new Verdict.Each(judged)))
        .isEqualTo(judged);
  }

  @Test
  void whatTheSinkDealsWithItselfIsNotSettled() {
    List<String> settled = new ArrayList<>();
    StoreDelivery<String> delivery =
        new StoreDelivery<>(clock, (elements, what) -> settled.addAll(elements));

    delivery.send(List.of("a"), request -> new Verdict.Elsewhere());
    delivery.send(List.of(), request -> new Verdict.All(Done.STORED));

    assertThat(settled).isEmpty();
  }
}
