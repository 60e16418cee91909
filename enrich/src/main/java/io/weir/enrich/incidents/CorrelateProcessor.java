package io.weir.enrich.incidents;

import io.weir.enrich.PartitionProgress;
import io.weir.enrich.correlate.Correlator;
import io.weir.enrich.correlate.CorrelatorStatus;
import io.weir.enrich.correlate.Finding;
import io.weir.enrich.correlate.Match;
import io.weir.enrich.correlate.Watermark;
import io.weir.enrich.sigma.RuleSet;
import io.weir.ingest.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a {@link Correlator} on one partition of matches. */
final class CorrelateProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(CorrelateProcessor.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  /** Who begins to listen is not to wait for the next change. */
  private static final Duration REPEAT = Duration.ofSeconds(10);

  private final Supplier<RuleSet> rules;
  private final PartitionProgress ends;
  private final IncidentsMetrics metrics;
  private final Duration patience;
  private ProcessorContext<byte[], byte[]> context;
  private Correlator correlator;
  private int partition;
  private long started;
  private StuckWatermark stuck;
  private Instant announced;
  private long announcedAt;

  CorrelateProcessor(
      Supplier<RuleSet> rules,
      PartitionProgress ends,
      Duration patience,
      IncidentsMetrics metrics) {
    this.rules = rules;
    this.ends = ends;
    this.metrics = metrics;
    this.patience = patience;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    partition = context.taskId().partition();
    started = context.currentSystemTimeMs();
    // Kafka Streams calls this again on the same object after a fault.
    stuck = new StuckWatermark(patience);
    announced = Instant.EPOCH;
    announcedAt = Long.MIN_VALUE / 2;
    StoreState state = new StoreState(context.getStateStore(IncidentsTopology.CORRELATIONS));
    correlator = new Correlator(rules, state, this::forward, () -> MemoryShare.ofMatches(ends));
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Match match = null;
    Watermark watermark = null;
    try {
      if (IncidentsTopology.isWatermark(record.key())) {
        watermark = Watermark.read(record.value());
      } else {
        match = Match.read(record.value());
      }
    } catch (RuntimeException | StackOverflowError e) {
      metrics.unreadable("correlate");
      // Without the exception, which may quote the record.
      long offset = context.recordMetadata().orElseThrow().offset();
      LOG.error("the match at offset {} is left out: it cannot be read", offset);
      return;
    }
    if (match != null) {
      correlator.add(match);
    } else {
      add(watermark, Instant.ofEpochMilli(record.timestamp()));
    }
  }

  private void add(Watermark watermark, Instant appended) {
    long now = context.currentSystemTimeMs();
    if (correlator.add(watermark, appended).isPresent() && now - announcedAt >= TICK.toMillis()) {
      announce(now);
    }
  }

  private void tick(long now) {
    CorrelatorStatus status = correlator.status();
    boolean changed = !status.watermark().equals(announced);
    if (status.isStarted() && (changed || now - announcedAt >= REPEAT.toMillis())) {
      announce(now);
    }
    metrics.correlated(partition, status, lag(status, now));
    stuck.look(status, now);
  }

  private double lag(CorrelatorStatus status, long now) {
    if (status.isStarted()) {
      return (now - status.watermark().toEpochMilli()) / 1000.0;
    }
    return status.isWaiting() ? (now - started) / 1000.0 : 0;
  }

  private void forward(Finding finding) {
    context.forward(
        new Record<>(
            IncidentsTopology.utf8(finding.entity()),
            finding.toJson(),
            context.currentSystemTimeMs()),
        "to-findings");
  }

  /** Once a second is enough: each goes to every partition of findings. */
  private void announce(long now) {
    int partitions = ends.partitions(Topic.MATCHES.name());
    if (partitions <= partition) {
      // It is not known yet.
      return;
    }
    announced = correlator.status().watermark();
    announcedAt = now;
    Watermark watermark = new Watermark(partition, partitions, announced);
    context.forward(
        new Record<>(IncidentsTopology.watermarkKey(), watermark.toJson(), now),
        IncidentsTopology.FINDING_WATERMARKS);
  }

  @Override
  public void close() {
    metrics.correlateClosed(partition);
  }
}
