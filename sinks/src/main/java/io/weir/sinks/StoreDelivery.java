package io.weir.sinks;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The delivery of one batch, in as many requests as it takes. A request whose answer may be about
 * some of its elements only is sent again in halves. Nothing more is sent after the first answer
 * that is about the whole store, nor after half a minute, so that what is settled is committed;
 * what is left is sent with a later batch.
 *
 * @param <T> one element of a request
 */
public final class StoreDelivery<T> {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final InstantSource clock;
  private final long until;
  private final BiConsumer<List<T>, Delivery> settle;
  private Delivery.Retry stopped;

  /**
   * A delivery that begins now.
   *
   * @param settle takes elements and what became of them
   */
  public StoreDelivery(InstantSource clock, BiConsumer<List<T>, Delivery> settle) {
    this.clock = clock;
    this.until = clock.millis() + LONGEST.toMillis();
    this.settle = settle;
  }

  /**
   * Sends a batch.
   *
   * @param request makes one request; a fault of the store is a verdict too, never an exception
   * @return one delivery per element, in the same order
   */
  public static <T> List<Delivery> deliver(
      InstantSource clock, List<T> batch, Function<List<T>, Verdict> request) {
    Delivery[] deliveries = new Delivery[batch.size()];
    StoreDelivery<Integer> delivery =
        new StoreDelivery<>(
            clock, (indexes, what) -> indexes.forEach(index -> deliveries[index] = what));
    delivery.send(
        IntStream.range(0, batch.size()).boxed().toList(),
        indexes -> request.apply(indexes.stream().map(batch::get).toList()));
    return Arrays.asList(deliveries);
  }

  /** Sends elements in one request, or in halves if its verdict asks for that; settles them. */
  public void send(List<T> elements, Function<List<T>, Verdict> request) {
    if (elements.isEmpty()) {
      return;
    }
    if (stopped() != null) {
      settle.accept(elements, stopped);
      return;
    }
    Verdict verdict = request.apply(elements);
    note(verdict);
    if (verdict instanceof Verdict.Halve && elements.size() > 1) {
      sendHalves(elements, request);
    } else {
      settle(elements, verdict);
    }
  }

  /** Sends each half in a request of its own, although nothing was answered about the whole. */
  public void sendHalves(List<T> elements, Function<List<T>, Verdict> request) {
    int half = elements.size() / 2;
    send(elements.subList(0, half), request);
    send(elements.subList(half, elements.size()), request);
  }

  /** Settles elements whose request has this verdict, without sending them again. */
  private void settle(List<T> elements, Verdict verdict) {
    if (verdict instanceof Verdict.Each each) {
      for (int i = 0; i < elements.size(); i++) {
        settle.accept(elements.subList(i, i + 1), each.deliveries().get(i));
      }
    } else if (verdict instanceof Verdict.All all) {
      settle.accept(elements, all.delivery());
    } else if (verdict instanceof Verdict.Halve halve) {
      settle.accept(elements, halve.ofOne());
    } else if (verdict instanceof Verdict.Stop stop) {
      settle.accept(elements, stop.retry());
    }
  }

  /** Settles elements without sending them. */
  public void settle(List<T> elements, Delivery delivery) {
    settle.accept(elements, delivery);
  }

  /** Takes the verdict of a request that was made without {@link #send}. */
  public void note(Verdict verdict) {
    if (verdict instanceof Verdict.Stop stop) {
      stopped = stop.retry();
    }
  }

  /** Why nothing more of the batch is sent, or null. */
  public Delivery.Retry stopped() {
    if (stopped == null && clock.millis() >= until) {
      stopped = Delivery.Retry.soon("out_of_time").ofLane();
    }
    return stopped;
  }
}
