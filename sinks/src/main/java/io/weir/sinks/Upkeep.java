package io.weir.sinks;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a sink's worker does once a second: gauges, the log of what waits, the sink's own work, and
 * a question to the store while no request shows how it is.
 */
final class Upkeep<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final long CHECK = Duration.ofSeconds(1).toMillis();
  private static final long PROBE = Duration.ofSeconds(10).toMillis();
  private static final long OLD = Duration.ofMinutes(5).toMillis();

  private final Sink<T> sink;
  private final Lanes<T> lanes;
  private final DeadLetters<T> letters;
  private final SinkMetrics metrics;
  private final RequestLimit limit;
  private final InstantSource clock;
  private final Executor requests;
  private final Map<TopicPartition, Long> oldestLogged = new HashMap<>();
  private final AtomicBoolean ticking = new AtomicBoolean();
  private long lastCheck;
  private long lastAnswer;
  private long lastProbe;
  private volatile String problem;
  private volatile String probed;

  Upkeep(
      Sink<T> sink,
      Lanes<T> lanes,
      DeadLetters<T> letters,
      SinkMetrics metrics,
      RequestLimit limit,
      InstantSource clock,
      Executor requests) {
    this.sink = sink;
    this.lanes = lanes;
    this.letters = letters;
    this.metrics = metrics;
    this.limit = limit;
    this.clock = clock;
    this.requests = requests;
  }

  /** The store has answered a request. */
  void answered() {
    lastAnswer = clock.millis();
    probed = null;
  }

  /** Why a delivery would not succeed, or null; callable from any thread. */
  String healthProblem() {
    return problem != null ? problem : probed;
  }

  /**
   * Does it if the last time is a second ago.
   *
   * @param work what was polled and is not committed
   * @return whether it was done
   */
  boolean ifDue(Map<TopicPartition, PartitionQueue<T>> work) {
    long now = clock.millis();
    if (now - lastCheck < CHECK) {
      return false;
    }
    lastCheck = now;
    problem = lanes.problem();
    lanes.logOutages(now);
    letters.logDeadLetters(now);
    work.forEach((partition, queue) -> logOldest(partition, queue, now));
    measure(work, now);
    tick(now);
    return true;
  }

  private void measure(Map<TopicPartition, PartitionQueue<T>> work, long now) {
    long oldest = work.values().stream().mapToLong(PartitionQueue::waitingSince).min().orElse(now);
    metrics.oldest(Math.max(0, now - oldest));
    long bytes = work.values().stream().mapToLong(PartitionQueue::heldBytes).sum();
    metrics.holding(lanes.heldPartitions(), lanes.blocked(), bytes);
    metrics.requests(limit.underWay(), limit.limit());
  }

  /** One record that waits for ever, while all others pass it, holds the commit back. */
  private void logOldest(TopicPartition partition, PartitionQueue<T> queue, long now) {
    long age = now - queue.waitingSince();
    if (age >= OLD && now - oldestLogged.getOrDefault(partition, -OLD) >= OLD) {
      oldestLogged.put(partition, now);
      LOG.warn(
          "{}: {} offset {} has waited {} s, and nothing after it is committed",
          sink.stage(),
          partition,
          queue.position(),
          age / 1_000);
    }
  }

  /** While no request says how the store is, it is asked. */
  private void tick(long now) {
    boolean probe = now - lastAnswer >= PROBE && now - lastProbe >= PROBE;
    if (!ticking.compareAndSet(false, true)) {
      return;
    }
    if (probe) {
      lastProbe = now;
    }
    requests.execute(
        () -> {
          try {
            sink.tick();
            if (probe) {
              probed = sink.probe();
            }
          } catch (RuntimeException e) {
            LOG.error(
                "{}: {} in what the sink does every second", sink.stage(), e.getClass().getName());
          } finally {
            ticking.set(false);
          }
        });
  }
}
