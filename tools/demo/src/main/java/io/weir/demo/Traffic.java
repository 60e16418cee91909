package io.weir.demo;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.Producer;

/**
 * A modest stream of traffic: the recorded cluster once more, at the pace it had, with all its
 * times moved to now: ingress, API, database, Falco's noise, and now and then the attack.
 */
final class Traffic {
  /** Shortly before the attack, so that it is seen soon. */
  private static final Duration BEGIN = Duration.ofMinutes(18);

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int SHOW_EVERY = 10;

  private final Recording recording;
  private final Producer<byte[], byte[]> producer;

  Traffic(Recording recording, Producer<byte[], byte[]> producer) {
    this.recording = recording;
    this.producer = producer;
  }

  /**
   * Runs until the thread is interrupted or the process ends.
   *
   * @param show called now and then
   */
  void run(Runnable show) throws InterruptedException {
    Duration from = BEGIN;
    while (true) {
      Instant started = Instant.now();
      TimeShift shift = new TimeShift(Duration.between(TimeShift.RECORDED.plus(from), started));
      Duration at = from;
      for (int tick = 0; at.compareTo(recording.length()) < 0; tick++) {
        Duration next = from.plus(Duration.between(started, Instant.now()));
        recording.play(producer, at, next, shift);
        at = next;
        if (tick % SHOW_EVERY == 0) {
          show.run();
        }
        // The pace of the traffic, not a wait for anything.
        Thread.sleep(TICK.toMillis());
      }
      from = Duration.ZERO;
    }
  }
}
