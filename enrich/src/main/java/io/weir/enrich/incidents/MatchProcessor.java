package io.weir.enrich.incidents;

import io.weir.enrich.PartitionProgress;
import io.weir.enrich.correlate.Match;
import io.weir.enrich.correlate.Matcher;
import io.weir.enrich.correlate.Watermark;
import io.weir.enrich.sigma.RuleSet;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.topic.Topic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a {@link Matcher} on one partition of events and announces how far it has come. */
final class MatchProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(MatchProcessor.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  /** Who begins to listen is not to wait for the next change. */
  private static final Duration REPEAT = Duration.ofSeconds(10);

  private final PartitionProgress ends;
  private final Supplier<RuleSet> rules;
  private final IncidentTiming timing;
  private final IncidentsMetrics metrics;
  private ProcessorContext<byte[], byte[]> context;
  private Matcher matcher;
  private int partition;
  private long started;
  private long lastHeard;
  private boolean heard;
  private Watermark announced;
  private long announcedAt;

  MatchProcessor(
      Supplier<RuleSet> rules,
      PartitionProgress ends,
      IncidentTiming timing,
      IncidentsMetrics metrics) {
    this.ends = ends;
    this.rules = rules;
    this.timing = timing;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    this.partition = context.taskId().partition();
    this.started = context.currentSystemTimeMs();
    this.lastHeard = started;
    // Kafka Streams calls this again on the same object after a fault.
    this.matcher = new Matcher(rules, timing.grace(), timing.hold());
    this.heard = false;
    this.announced = null;
    this.announcedAt = 0;
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    long offset = context.recordMetadata().orElseThrow().offset();
    lastHeard = context.currentSystemTimeMs();
    List<Match> matches;
    try {
      Event event = EventJson.read(record.value());
      matches = matcher.match(event, Instant.ofEpochMilli(record.timestamp()));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      metrics.unreadable("match");
      // Without the exception, which may quote the record. One event must not stop all others.
      LOG.error("no rule has seen the event at offset {}: it cannot be read", offset);
      return;
    }
    heard = true;
    if (announced == null || announced.idle()) {
      // Before the others pass what has just come.
      announce(lastHeard, false);
    }
    for (Match match : matches) {
      context.forward(
          new Record<>(
              IncidentsTopology.utf8(match.key()), match.toJson(), context.currentSystemTimeMs()),
          "to-matches");
    }
  }

  private void tick(long now) {
    // What is played from another day comes in pauses, and must not be late after each of them.
    boolean silent = now - lastHeard >= timing.hold().toMillis();
    boolean caughtUp = ends.isCaughtUp(Topic.EVENTS.name(), partition);
    boolean atEnd = silent && caughtUp;
    if (atEnd) {
      // Of whole seconds: partitions that are idle together move the minimum once, not in turns.
      matcher.readToEnd(Instant.ofEpochMilli(now).truncatedTo(ChronoUnit.SECONDS));
    }
    if (heard || atEnd) {
      announce(now, caughtUp);
    }
    metrics.matched(partition, matcher.isIdle() ? 0 : lag(now));
  }

  private double lag(long now) {
    long since = heard ? matcher.watermark().toEpochMilli() : 0;
    return (now - (since == 0 ? started : since)) / 1000.0;
  }

  private void announce(long now, boolean caughtUp) {
    int partitions = ends.partitions(Topic.EVENTS.name());
    if (partitions <= partition) {
      // It is not known yet.
      return;
    }
    Watermark next =
        matcher.isIdle() && ends.isUnused(Topic.EVENTS.name(), partition)
            ? Watermark.unused(partition, partitions)
            : new Watermark(partition, partitions, matcher.watermark(), matcher.isIdle(), caughtUp);
    if (!next.equals(announced) || now - announcedAt >= REPEAT.toMillis()) {
      announced = next;
      announcedAt = now;
      context.forward(
          new Record<>(IncidentsTopology.watermarkKey(), next.toJson(), now),
          IncidentsTopology.MATCH_WATERMARKS);
    }
  }

  @Override
  public void close() {
    metrics.matchClosed(partition);
  }
}
