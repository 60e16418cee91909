package io.weir.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.servers.KafkaServer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;

/**
 * Watches the pipeline on a thread of its own and has a picture of it, newly drawn every second,
 * for whoever asks.
 */
final class PipelineFeed implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final int HISTORY = 300;

  private final List<String> sinks;
  private final KafkaServer kafka;
  private final Queue<JsonNode> history = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::watch, "page feed");
  private volatile PipelineSnapshot latest = PipelineSnapshot.EMPTY;
  private volatile boolean closed;
  private volatile String failure;

  /**
   * Begins to watch; the topics must be there.
   *
   * @param sinks the stages of the sinks that take all events
   */
  PipelineFeed(KafkaServer kafka, List<String> sinks) {
    this.kafka = kafka;
    this.sinks = List.copyOf(sinks);
    thread.setDaemon(true);
    thread.start();
  }

  /** The states of the last minutes, one a second, the newest last. */
  List<JsonNode> history() {
    return List.copyOf(history);
  }

  /** The newest picture; an {@link IllegalStateException} says why there is none any more. */
  PipelineSnapshot latest() {
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
    return latest;
  }

  private void watch() {
    while (!closed) {
      try {
        watchUntilItFails();
      } catch (RuntimeException e) {
        failure = "the pipeline cannot be watched now: " + e.getMessage();
        pause();
      }
    }
  }

  /** A broker that does not answer is not asked again at once. */
  private static void pause() {
    try {
      Thread.sleep(EVERY.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From the beginning, as what was counted before the failure may be half of a record. */
  private void watchUntilItFails() {
    RecentEvents recent = new RecentEvents();
    try (var consumer = Clients.watcher(kafka);
        var rawConsumer = Clients.watcher(kafka);
        Admin admin = Admin.create(Clients.admin(kafka))) {
      PipelineObserver observer = new PipelineObserver(admin, consumer, recent);
      RawTexts raw = new RawTexts(rawConsumer);
      long drawn = System.nanoTime() - EVERY.toNanos();
      while (!closed) {
        observer.poll(POLL);
        raw.poll();
        if (System.nanoTime() - drawn >= EVERY.toNanos()) {
          drawn = System.nanoTime();
          draw(observer, recent, raw);
        }
      }
    }
  }

  private void draw(PipelineObserver observer, RecentEvents recent, RawTexts raw) {
    latest = PipelineSnapshot.of(observer, sinks, recent, raw);
    history.add(latest.state());
    if (history.size() > HISTORY) {
      history.remove();
    }
    failure = null;
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
