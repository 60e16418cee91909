package io.weir.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.ingest.meter.MeterFamily;
import io.weir.ingest.topic.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What only the brokers know: how many records the group of a role has not committed, also while it
 * fetches nothing, and how old the dead letters are. Asked four times a minute; what is not known
 * is not a number, which no alert fires on.
 */
final class BrokerMetrics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerMetrics.class);
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private static final MeterFamily GROUP_LAG =
      MeterFamily.gauge(
              "weir.group.lag",
              "Records that the group has not committed yet, of all partitions, by the brokers",
              "group",
              "topic")
          .in("records");
  private static final MeterFamily OLDEST_LETTER =
      MeterFamily.gauge(
              "weir.dead.letters.oldest",
              "How long ago the oldest dead letter that is kept was written; not a number if there"
                  + " is none")
          .in("seconds");
  private static final MeterFamily RAW_LEFT =
      MeterFamily.gauge(
              "weir.dead.letters.raw.left",
              "Until retention removes what the first dead letter is about whose record is still"
                  + " there; not a number if there is none")
          .in("seconds");

  private static final List<Topic> LETTERS_ARE_ABOUT =
      Stream.concat(Topic.RAW.stream(), Stream.of(Topic.EVENTS)).toList();

  private final BrokerAnswers brokers;
  private final String group;
  private final List<String> topics;
  private final InstantSource clock;
  private final Map<String, Double> lags = new ConcurrentHashMap<>();
  private volatile double oldest = Double.NaN;
  private volatile double left = Double.NaN;
  private final Set<String> unknown = new HashSet<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "broker-metrics");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Begins to ask.
   *
   * @param kafka settings of the admin client
   * @param group that reads the topics
   */
  BrokerMetrics(
      Map<String, Object> kafka,
      String group,
      Collection<String> topics,
      MeterRegistry registry,
      InstantSource clock) {
    this.brokers = new BrokerAnswers(kafka);
    this.group = group;
    this.topics = List.copyOf(topics);
    this.clock = clock;
    for (String topic : this.topics) {
      GROUP_LAG.gauge(registry, lags, it -> it.getOrDefault(topic, Double.NaN), group, topic);
    }
    OLDEST_LETTER.gauge(registry, this, self -> self.oldest);
    RAW_LEFT.gauge(registry, this, self -> self.left);
    var unused =
        timer.scheduleWithFixedDelay(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** All that is published here, for the page of metrics. */
  static List<MeterFamily> families() {
    return List.of(GROUP_LAG, OLDEST_LETTER, RAW_LEFT);
  }

  /** One question to the brokers. */
  private interface Question {
    void ask() throws ExecutionException, InterruptedException, TimeoutException;
  }

  private void look() {
    look("the lag of " + group, this::lookAtGroup, lags::clear);
    look(
        "the age of dead letters",
        this::lookAtLetters,
        () -> {
          oldest = Double.NaN;
          left = Double.NaN;
        });
  }

  private void look(String what, Question question, Runnable forget) {
    try {
      question.ask();
      unknown.remove(what);
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      forget.run();
      // Once: an outage is logged by those whose work it stops.
      if (unknown.add(what)) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        LOG.warn("{} is not known: {}", what, cause.getClass().getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookAtGroup() throws ExecutionException, InterruptedException, TimeoutException {
    brokers.lag(group, topics).forEach((topic, lag) -> lags.put(topic, (double) lag));
  }

  private void lookAtLetters() throws ExecutionException, InterruptedException, TimeoutException {
    long now = clock.millis();
    long first = brokers.firstSince(Topic.DLQ.name(), 0);
    oldest = first < 0 ? Double.NaN : seconds(now - first);
    long retention = first < 0 ? Long.MAX_VALUE : retention();
    if (retention == Long.MAX_VALUE) {
      left = Double.NaN;
      return;
    }
    // A letter is little younger than what it is about.
    long recent = brokers.firstSince(Topic.DLQ.name(), Math.max(0, now - retention));
    left = recent < 0 ? Double.NaN : seconds(recent + retention - now);
  }

  private static double seconds(long millis) {
    return Math.max(0, millis) / 1e3;
  }

  /** The shortest of what letters are about; the greatest of numbers if all is kept for ever. */
  private long retention() throws InterruptedException, TimeoutException {
    long shortest = Long.MAX_VALUE;
    for (Topic topic : LETTERS_ARE_ABOUT) {
      long millis = retention(topic);
      shortest = millis < 0 ? shortest : Math.min(shortest, millis);
    }
    return shortest;
  }

  /** Of a topic whose settings this role may not see, or that is not there, what Weir sets. */
  private long retention(Topic topic) throws InterruptedException, TimeoutException {
    try {
      return brokers.retention(topic.name());
    } catch (ExecutionException e) {
      return topic.retention().toMillis();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    brokers.close();
  }
}
