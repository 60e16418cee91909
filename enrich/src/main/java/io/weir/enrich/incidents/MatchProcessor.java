package io.weir.enrich.incidents;

import io.weir.enrich.PartitionEnds;
import io.weir.enrich.correlate.Match;
import io.weir.enrich.correlate.Matcher;
import io.weir.enrich.correlate.Watermark;
import io.weir.enrich.sigma.RuleSet;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.wire.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a {@link Matcher} on one partition of events and tells everyone how far it has come. */
final class MatchProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(MatchProcessor.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  private final PartitionEnds ends;
  private final Duration hold;
  private final Matcher matcher;
  private ProcessorContext<byte[], byte[]> context;
  private Instant told = Instant.EPOCH;
  private long lastHeard;

  MatchProcessor(Supplier<RuleSet> rules, PartitionEnds ends, Duration grace, Duration hold) {
    this.ends = ends;
    this.hold = hold;
    this.matcher = new Matcher(rules, grace, hold);
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    this.lastHeard = context.currentSystemTimeMs();
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    long offset = context.recordMetadata().orElseThrow().offset();
    lastHeard = context.currentSystemTimeMs();
    Event event;
    try {
      event = EventJson.read(record.value());
    } catch (IOException | RuntimeException e) {
      // Without the exception, which may quote the record.
      LOG.error("no rule has seen the event at offset {}: it cannot be read", offset);
      return;
    }
    for (Match match : matcher.match(event, Instant.ofEpochMilli(record.timestamp()))) {
      context.forward(
          new Record<>(
              IncidentsTopology.utf8(match.key()), match.toJson(), context.currentSystemTimeMs()),
          "to-matches");
    }
  }

  private void tick(long now) {
    int partition = context.taskId().partition();
    // What is played from another day comes in pauses, and must not be late after each of them.
    boolean silent = now - lastHeard >= hold.toMillis();
    if (silent && ends.isEnd(Topics.EVENTS, partition)) {
      matcher.readToEnd(Instant.ofEpochMilli(now));
    }
    if (matcher.watermark().isAfter(told)) {
      told = matcher.watermark();
      Watermark watermark = new Watermark(partition, ends.partitions(Topics.EVENTS), told);
      context.forward(
          new Record<>(IncidentsTopology.watermarkKey(), watermark.toJson(), now),
          IncidentsTopology.MATCH_WATERMARKS);
    }
  }
}
