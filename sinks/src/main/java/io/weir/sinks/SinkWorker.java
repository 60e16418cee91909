package io.weir.sinks;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.sinks.Lanes.Batch;
import io.weir.sinks.PartitionQueue.Item;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
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
  private static final long CHECK = Duration.ofSeconds(1).toMillis();
  private static final long PROBE = Duration.ofSeconds(10).toMillis();
  private static final long OLD = Duration.ofMinutes(5).toMillis();
  private static final long LOG_INTERVAL = Duration.ofMinutes(1).toMillis();

  /** How long requests that are under way are waited for when partitions are handed over. */
  private static final Duration HAND_OVER = Duration.ofSeconds(10);

  /** A round polls no more than this before it sends something. */
  private static final int MAX_POLLED = 1_000;

  private record Answer<T>(Batch<T> batch, List<Delivery> deliveries) {}

  private final Sink<T> sink;
  private final Subscription subscription;
  private final Consumer<byte[], byte[]> consumer;
  private final DeliverySettings settings;
  private final InstantSource clock;
  private final KafkaReporter reporter;
  private final SinkMetrics metrics;
  private final RequestLimit limit;
  private final Lanes<T> lanes;
  private final DeadLetters<T> letters;
  private final Settlement<T> settlement;
  private final OffsetCommitter committer;
  private final StartPositions positions;
  private final ExecutorService requests;
  private final BlockingQueue<Answer<T>> answers = new LinkedBlockingQueue<>();
  private final Map<TopicPartition, PartitionQueue<T>> work = new LinkedHashMap<>();
  private final Map<TopicPartition, Long> oldestLogged = new HashMap<>();
  private final AtomicBoolean ticking = new AtomicBoolean();
  private boolean committed = true;
  private long lastCheck;
  private long lastAnswer;
  private long lastProbe;
  private long kafkaFaultLogged = -LOG_INTERVAL;
  private volatile Error requestError;
  private volatile boolean stopping;
  private volatile String fault;
  private volatile String problem;
  private volatile String probed;

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
    this.subscription = subscription;
    this.consumer = subscription.consumer();
    this.settings = settings;
    this.clock = clock;
    this.requests = requests;
    this.reporter = new KafkaReporter(sink.stage(), subscription.producer(), clock);
    this.metrics = new SinkMetrics(registry, sink.stage());
    this.limit = new RequestLimit(settings.requestsInFlight());
    this.lanes = new Lanes<>(sink.stage(), sink.batching(), limit, random);
    this.letters = new DeadLetters<>(sink.stage(), reporter, metrics);
    this.settlement =
        new Settlement<>(
            lanes, letters, metrics, new RejectionBreaker(settings.deadLettersPerMinute()), clock);
    this.committer = new OffsetCommitter(sink.stage(), consumer, reporter, clock);
    this.positions = new StartPositions(sink.stage(), subscription, metrics);
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
      consumer.subscribe(subscription.topics(), new Assignment());
      while (!stopping) {
        roundDespiteKafka();
        if (requestError != null) {
          throw new IllegalStateException(
              "a request ended with " + requestError.getClass().getName());
        }
      }
      awaitAnswers(HAND_OVER);
      committer.commitAndWriteLedger(work);
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
    if (fault != null) {
      return fault;
    }
    return problem != null ? problem : probed;
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
      checkIfDue();
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
    takeUp(consumer.assignment());
    poll();
    letters.write();
    send();
    if (lanes.underWay() > 0) {
      collect(ANSWER_WAIT);
      send();
    }
    work.values().forEach(PartitionQueue::advance);
    if (committer.isDue()) {
      committed = committer.commit(work);
    }
    checkIfDue();
    if (committed) {
      committer.writeLedgerIfDue(work);
    }
  }

  private void takeUp(Collection<TopicPartition> assigned) {
    if (positions.takeUp(assigned, work)) {
      lanes.removeLost();
      sink.assigned(work.size(), positions.allPartitions());
    }
  }

  private void poll() {
    long now = clock.millis();
    Duration patience =
        lanes.underWay() > 0
            ? Duration.ZERO
            : Duration.ofMillis(lanes.untilDue(now, POLL.toMillis()));
    int polled = 0;
    ConsumerRecords<byte[], byte[]> records;
    do {
      pauseFullPartitions();
      records = positions.poll(patience);
      for (TopicPartition partition : records.partitions()) {
        take(partition, records.records(partition));
      }
      polled += records.count();
      patience = Duration.ZERO;
    } while (!records.isEmpty() && polled < MAX_POLLED);
  }

  /** Takes what there is room for; the rest is polled again later. */
  private void take(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> polled) {
    PartitionQueue<T> queue = work.get(partition);
    long share = share();
    for (ConsumerRecord<byte[], byte[]> record : polled) {
      if (queue.heldBytes() >= share) {
        consumer.seek(partition, record.offset());
        return;
      }
      take(queue, new SinkRecord(record));
    }
  }

  private void take(PartitionQueue<T> queue, SinkRecord record) {
    Item<T> item = queue.add(record, clock.millis());
    Prepared<T> prepared;
    try {
      prepared = sink.prepare(record);
    } catch (RuntimeException | StackOverflowError e) {
      // No word of the exception, which may quote the record.
      prepared = Prepared.rejected("unreadable");
    }
    if (prepared instanceof Prepared.Settled<T> settled) {
      if (settled.delivery() instanceof Delivery.Rejected) {
        // Until its dead letter is written.
        queue.hold(item, null, 0);
      }
      settlement.atOnce(item, settled.delivery());
    } else if (prepared instanceof Prepared.Ready<T> ready) {
      queue.hold(item, ready.payload(), ready.bytes());
      lanes.add(ready.lane(), item, clock.millis());
    }
  }

  /** Each partition has its share of the memory, so a blocked one stops no other. */
  private long share() {
    return settings.heldBytes() / Math.max(1, work.size());
  }

  private void pauseFullPartitions() {
    long share = share();
    List<TopicPartition> full = new ArrayList<>();
    List<TopicPartition> free = new ArrayList<>();
    work.forEach((partition, queue) -> (queue.heldBytes() >= share ? full : free).add(partition));
    consumer.pause(full);
    consumer.resume(free);
  }

  private void send() {
    for (Optional<Batch<T>> next = lanes.next(clock.millis());
        next.isPresent();
        next = lanes.next(clock.millis())) {
      Batch<T> batch = next.get();
      requests.execute(() -> makeRequest(batch));
      if (!answers.isEmpty()) {
        collect(Duration.ZERO);
      }
    }
  }

  private void makeRequest(Batch<T> batch) {
    try {
      answers.add(new Answer<>(batch, deliver(batch)));
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
        lastAnswer = clock.millis();
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
      probed = null;
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

  /** What need not happen in each round. */
  private void checkIfDue() {
    long now = clock.millis();
    if (now - lastCheck < CHECK) {
      return;
    }
    lastCheck = now;
    problem = lanes.problem();
    lanes.logOutages(now);
    letters.logDeadLetters(now);
    if (settings.whenFull() == DeliverySettings.WhenFull.DEAD_LETTER) {
      deadLetterBlocked();
    }
    work.forEach((partition, queue) -> logOldest(partition, queue, now));
    long oldest = work.values().stream().mapToLong(PartitionQueue::waitingSince).min().orElse(now);
    metrics.oldest(Math.max(0, now - oldest));
    long bytes = work.values().stream().mapToLong(PartitionQueue::heldBytes).sum();
    metrics.holding(lanes.heldPartitions(), lanes.blocked(), bytes);
    metrics.requests(limit.underWay(), limit.limit());
    tick(now);
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

  private void deadLetterBlocked() {
    for (TopicPartition partition : consumer.paused()) {
      PartitionQueue<T> queue = work.get(partition);
      if (queue != null) {
        settlement.giveUp(queue);
      }
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

  /** Lets requests that are under way end, so that what they stored is committed. */
  private void awaitAnswers(Duration patience) {
    long until = clock.millis() + patience.toMillis();
    while (lanes.underWay() > 0 && clock.millis() < until) {
      collect(ANSWER_WAIT);
    }
    letters.write();
    work.values().forEach(PartitionQueue::advance);
  }

  /** Adds and removes partitions as the group assigns them. */
  private final class Assignment implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      takeUp(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      try {
        awaitAnswers(HAND_OVER);
        committer.commitAndWriteLedger(work);
      } finally {
        onPartitionsLost(partitions);
      }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      for (TopicPartition partition : partitions) {
        PartitionQueue<T> queue = work.remove(partition);
        if (queue != null) {
          queue.lose();
        }
      }
      lanes.removeLost();
      sink.assigned(work.size(), positions.allPartitions());
    }
  }
}
