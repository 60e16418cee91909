package io.weir.sinks;

import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Where a sink's records come from.
 *
 * @param consumer with {@code read_committed} and without automatic commits
 * @param topics which it subscribes to
 * @param start where it begins in a partition that it is given
 * @param maxPollInterval after which the group takes a consumer that does not poll for dead
 */
public record SinkInput(
    Consumer<byte[], byte[]> consumer,
    Collection<String> topics,
    Start start,
    Duration maxPollInterval) {

  /** Where to begin in a partition. */
  public enum Start {
    /** Where the group has committed to. */
    COMMITTED,
    /** At the beginning, each time: the topic is compacted, and the store forgets. */
    BEGINNING
  }
}
