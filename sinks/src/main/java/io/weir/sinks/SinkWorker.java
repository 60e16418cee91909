package io.weir.sinks;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.sinks.Lanes.Batch;
import io.weir.sinks.PartitionQueue.Item;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries records from Kafka to one store. Delivers, then commits: an offset is committed when all
 * records before it are stored or dead-lettered. One thread polls, settles and commits; requests
 * are made by others, as many at a time as the store bears. A partition whose records fill its
 * share of the memory is paused, so that pressure shows as consumer lag.
 *
 * @param <T> what the store is sent for one record
 */
public final class SinkWorker<T> implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SinkWorker.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration ANSWER_WAIT = Duration.ofMillis(10);
  private static final long LOG_INTERVAL = Duration.ofMinutes(1).toMillis();

  /** How long requests that are under way are waited for when partitions are handed over. */
  private static final Duration HAND_OVER = Duration.ofSeconds(10);

  private record Answer<T>(Batch<T> batch, List<Delivery> deliveries) {}

  private final Sink<T> sink;
  private final Consumer<byte[], byte[]> consumer;
  private final boolean givesUp;
  private final InstantSource clock;
  private final KafkaReporter reporter;
  private final SinkMetrics metrics;
  private final Lanes<T> lanes;
  private final DeadLetters<T> letters;
  private final Settlement<T> settlement;
  private final OffsetCommitter committer;
  private final Intake<T> intake;
  private final Upkeep<T> upkeep;
  private final ExecutorService requests;
  private final BlockingQueue<Answer<T>> answers = new LinkedBlockingQueue<>();
  private boolean committed = true;
  private long kafkaFaultLogged = -LOG_INTERVAL;
  private volatile Error requestError;
  private volatile boolean stopping;
  private volatile String fault;

  /** A worker that owns the sink and the clients, and closes them when it ends. */
  public SinkWorker(
      Sink<T> sink,
      Subscription subscription,
      DeliverySettings settings,
      MeterRegistry registry,
      InstantSource clock,
      RandomGenerator random) {
    this(sink, subscription, settings, registry, clock, random, threads(sink, settings));
  }

  /**
   * The same with the caller's threads.
   *
   * @param requests where requests are made; shut down when the worker ends
   */
  SinkWorker(
      Sink<T> sink,
      Subscription subscription,
      DeliverySettings settings,
      MeterRegistry registry,
      InstantSource clock,
      RandomGenerator random,
      ExecutorService requests) {
    this.sink = sink;
    this.consumer = subscription.consumer();
    this.givesUp = settings.whenFull() == DeliverySettings.WhenFull.DEAD_LETTER;
    this.clock = clock;
    this.requests = requests;
    this.reporter = new KafkaReporter(sink.stage(), subscription.producer(), clock);
    this.metrics = new SinkMetrics(registry, sink.stage());
    metrics.heldLimit(settings.heldBytes());
    RequestLimit limit = new RequestLimit(settings.requestsInFlight());
    this.lanes = new Lanes<>(sink.stage(), sink.batching(), limit, random);
    this.letters = new DeadLetters<>(sink.stage(), reporter, metrics);
    this.settlement =
        new Settlement<>(
            lanes, letters, metrics, new RejectionBreaker(settings.deadLettersPerMinute()), clock);
    this.committer = new OffsetCommitter(sink.stage(), consumer, reporter, clock);
    this.upkeep = new Upkeep<>(sink, lanes, letters, metrics, limit, clock, requests);
    StartPositions positions = new StartPositions(sink.stage(), subscription, metrics);
    this.intake =
        new Intake<>(sink, subscription, positions, lanes, settlement, settings.heldBytes(), clock);
    sink.bindTo(registry);
  }

  private static ExecutorService threads(Sink<?> sink, DeliverySettings settings) {
    // One more than requests: what a sink does once a second waits for none of them.
    return Executors.newFixedThreadPool(
        settings.requestsInFlight() + 1,
        work -> {
          Thread thread = new Thread(work, sink.stage() + "-request");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Works until {@link #stop}; ends with an exception only for what a restart may fix. */
  @Override
  public void run() {
    // Closed from the last to the first: the consumer still writes the ledger when it closes.
    try (sink;
        reporter;
        consumer) {
      intake.subscribe(this::handOver);
      while (!stopping) {
        roundDespiteKafka();
        if (requestError != null) {
          throw new IllegalStateException(
              "a request ended with " + requestError.getClass().getName());
        }
      }
      handOver();
    } catch (RuntimeException e) {
      fault = e.getClass().getSimpleName();
      throw e;
    } finally {
      requests.shutdownNow();
    }
  }

  /** Lets {@link #run} end after the requests that are under way; callable from any thread. */
  public void stop() {
    stopping = true;
  }

  /** Why the process should be restarted, or null. */
  public String fault() {
    return fault;
  }

  /** Why a delivery would not succeed, or null; callable from any thread. */
  public String healthProblem() {
    return fault == null ? upkeep.healthProblem() : fault;
  }

  /** A fault of Kafka ends nothing: the records that wait here stay, and are delivered. */
  private void roundDespiteKafka() {
    try {
      round();
    } catch (FencedInstanceIdException | InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      long now = clock.millis();
      if (now - kafkaFaultLogged >= LOG_INTERVAL) {
        kafkaFaultLogged = now;
        LOG.warn("{}: Kafka does not answer as it should: {}", sink.stage(), rootName(e));
      }
      // What waits here needs no Kafka.
      collect(POLL);
      send();
      keepUp();
    }
  }

  private static String rootName(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName();
  }

  private void round() {
    intake.poll(patience());
    letters.write();
    send();
    if (lanes.underWay() > 0) {
      collect(ANSWER_WAIT);
      send();
    }
    intake.work().values().forEach(PartitionQueue::advance);
    if (committer.isDue()) {
      committed = committer.commit(intake.work());
    }
    keepUp();
    if (committed) {
      committer.writeLedgerIfDue(intake.work());
    }
  }

  /** While nothing is under way and nothing is due, a poll may wait. */
  private Duration patience() {
    return lanes.underWay() > 0
        ? Duration.ZERO
        : Duration.ofMillis(lanes.untilDue(clock.millis(), POLL.toMillis()));
  }

  private void keepUp() {
    if (upkeep.ifDue(intake.work()) && givesUp) {
      intake.full().forEach(settlement::giveUp);
    }
  }

  private void send() {
    Set<PartitionQueue<T>> full = Set.copyOf(intake.full());
    for (Optional<Batch<T>> next = lanes.next(clock.millis(), full);
        next.isPresent();
        next = lanes.next(clock.millis(), full)) {
      Batch<T> batch = next.get();
      requests.execute(() -> makeRequest(batch));
      if (!answers.isEmpty()) {
        collect(Duration.ZERO);
      }
    }
  }

  private void makeRequest(Batch<T> batch) {
    long began = System.nanoTime();
    try {
      answers.add(new Answer<>(batch, deliver(batch)));
      metrics.answered(System.nanoTime() - began);
    } catch (Error e) {
      // Out of memory, say: what is under way is lost to this process, and the next begins anew.
      requestError = e;
      throw e;
    }
  }

  /** Null if the sink failed, which must not end the worker: it would meet the record again. */
  private List<Delivery> deliver(Batch<T> batch) {
    try {
      List<Delivery> deliveries = sink.deliver(batch.lane().name(), batch.payloads());
      boolean all = deliveries.size() == batch.items().size() && !deliveries.contains(null);
      return all ? deliveries : null;
    } catch (RuntimeException | StackOverflowError e) {
      return null;
    }
  }

  /** Takes what has been answered, waiting for the first answer if there is none yet. */
  private void collect(Duration patience) {
    try {
      Answer<T> answer = answers.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      while (answer != null) {
        settle(answer);
        answer = answers.poll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }

  private void settle(Answer<T> answer) {
    List<Item<T>> items = answer.batch().items();
    if (answer.deliveries() != null) {
      upkeep.answered();
      settlement.answered(answer.batch(), answer.deliveries());
    } else if (items.size() == 1) {
      LOG.error(
          "{}: the sink failed over the record at {}", sink.stage(), items.get(0).record().at());
      settlement.answered(answer.batch(), List.of(new Delivery.Rejected("sink_failed", null)));
    } else {
      Delivery again = Delivery.Retry.soon("sink_failed").ofLane();
      settlement.answered(answer.batch(), Collections.nCopies(items.size(), again));
    }
  }

  /** Lets requests that are under way end, and commits what they stored. */
  private void handOver() {
    long until = clock.millis() + HAND_OVER.toMillis();
    while (lanes.underWay() > 0 && clock.millis() < until) {
      collect(ANSWER_WAIT);
    }
    letters.write();
    intake.work().values().forEach(PartitionQueue::advance);
    committer.commitAndWriteLedger(intake.work());
  }
}
