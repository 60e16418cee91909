package io.weir.enrich.incidents;

import io.weir.enrich.PartitionEnds;
import io.weir.enrich.correlate.Correlator;
import io.weir.enrich.correlate.Finding;
import io.weir.enrich.correlate.Match;
import io.weir.enrich.correlate.Watermark;
import io.weir.enrich.sigma.RuleSet;
import io.weir.ingest.wire.Topics;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Runs a {@link Correlator} on one partition of matches. */
final class CorrelateProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private final Supplier<RuleSet> rules;
  private final PartitionEnds ends;
  private ProcessorContext<byte[], byte[]> context;
  private Correlator correlator;

  CorrelateProcessor(Supplier<RuleSet> rules, PartitionEnds ends) {
    this.rules = rules;
    this.ends = ends;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    StoreState state = new StoreState(context.getStateStore(IncidentsTopology.CORRELATIONS));
    correlator = new Correlator(rules, state, this::forward);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (IncidentsTopology.isWatermark(record.key())) {
      correlator.add(Watermark.read(record.value())).ifPresent(this::forward);
    } else {
      correlator.add(Match.read(record.value()));
    }
  }

  private void forward(Finding finding) {
    context.forward(
        new Record<>(
            IncidentsTopology.utf8(finding.entity()),
            finding.toJson(),
            context.currentSystemTimeMs()),
        "to-findings");
  }

  private void forward(Instant passed) {
    Watermark watermark =
        new Watermark(context.taskId().partition(), ends.partitions(Topics.MATCHES), passed);
    context.forward(
        new Record<>(
            IncidentsTopology.watermarkKey(), watermark.toJson(), context.currentSystemTimeMs()),
        IncidentsTopology.FINDING_WATERMARKS);
  }
}
