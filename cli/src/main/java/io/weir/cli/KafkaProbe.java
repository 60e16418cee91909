package io.weir.cli;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every few seconds whether Kafka answers. Its clients do not say: they stay as they are while
 * the brokers are away, and continue when they are back.
 */
final class KafkaProbe implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaProbe.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  /** How long Kafka's clients meet what an outage has left to deal with. */
  private static final Duration AFTERMATH = Duration.ofMinutes(2);

  private final Map<String, Object> properties;
  private final Thread thread = new Thread(this::run, "kafka-probe");
  private Admin admin;
  private volatile String unreachable = "Kafka has not answered yet";
  private volatile long backAt = System.nanoTime() - AFTERMATH.toNanos();
  private boolean lost;

  /**
   * Begins to ask.
   *
   * @param adminProperties of Kafka's admin client
   */
  KafkaProbe(Map<String, Object> adminProperties) {
    this.properties = adminProperties;
    thread.setDaemon(true);
    thread.start();
  }

  /** Why Kafka cannot be reached, or null if it can. */
  String unreachable() {
    return unreachable;
  }

  /** Whether what fails now may fail because Kafka cannot be reached, or could not shortly ago. */
  boolean isOutageRecent() {
    return unreachable != null || System.nanoTime() - backAt < AFTERMATH.toNanos();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        note(ask());
        // The interval between two questions to the broker; nothing else could wake this thread.
        Thread.sleep(INTERVAL.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (admin != null) {
        admin.close(Duration.ZERO);
      }
    }
  }

  /** Null if Kafka answers. */
  private String ask() throws InterruptedException {
    try {
      if (admin == null) {
        // Fails while the name of no broker can be resolved.
        admin = Admin.create(properties);
      }
      boolean anyBroker =
          !admin.describeCluster().nodes().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).isEmpty();
      return anyBroker ? null : "Kafka has no broker";
    } catch (TimeoutException e) {
      return "Kafka cannot be reached: no answer within " + TIMEOUT.toSeconds() + " s";
    } catch (ExecutionException e) {
      return "Kafka cannot be reached: " + e.getCause().getClass().getSimpleName();
    } catch (KafkaException e) {
      return "Kafka cannot be reached: " + e.getClass().getSimpleName();
    }
  }

  private void note(String cause) {
    if (cause != null && !lost) {
      lost = true;
      LOG.warn("{}; work continues when it answers again", cause);
    } else if (cause == null && lost) {
      lost = false;
      backAt = System.nanoTime();
      LOG.info("Kafka answers again");
    }
    unreachable = cause;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
