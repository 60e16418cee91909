package io.weir.cli;

import io.weir.cli.command.RedactionOptions;
import io.weir.cli.config.EnrichEventsConfig;
import io.weir.cli.config.EnrichIncidentsConfig;
import io.weir.cli.config.StreamsSettings;
import io.weir.enrich.GroupProgress;
import io.weir.enrich.events.EnrichMetrics;
import io.weir.enrich.events.EventLimits;
import io.weir.enrich.events.EventsTopology;
import io.weir.enrich.events.Processing;
import io.weir.enrich.incidents.IncidentsMetrics;
import io.weir.enrich.incidents.IncidentsTopology;
import io.weir.enrich.redact.Redactor;
import io.weir.enrich.sigma.RuleSet;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.parse.LineFormats;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "enrich",
    header = "Runs one of the Kafka Streams processors.",
    mixinStandardHelpOptions = true)
final class EnrichCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "missing command: events or incidents; see weir enrich --help");
  }

  @Command(
      name = "events",
      header = "Raw records to redacted events: decode, join, parse, redact.",
      mixinStandardHelpOptions = true)
  int events(@Mixin ConfigOption option) {
    EnrichEventsConfig config = EnrichEventsConfig.read(option.load());
    EventIds ids = RedactionOptions.eventIds(config.eventIdKey());
    try (ServiceProcess process = new ServiceProcess("enrich events");
        ReloadableConfig<Redactor> redactor =
            process.reloading(
                "redaction",
                () -> RedactionOptions.redactor(config.policy(), config.pseudonymKeys()),
                config.policy(),
                config.pseudonymKeys());
        ReloadableConfig<LineFormats> formats =
            process.reloading(
                "formats",
                () ->
                    config.formats() == null
                        ? LineFormats.standard()
                        : LineFormats.load(config.formats()),
                config.formats());
        GroupProgress progress = progress(config.streams(), EventsTopology.SOURCES)) {
      watch(process, config.streams(), EventsTopology.SOURCES);
      EventsTopology.setChangelogs(
          config.streams().role().kafkaAdmin(), config.streams().applicationId());
      return new StreamsRunner(config.streams(), process)
          .run(
              EventsTopology.build(
                  new Processing(ids, formats, redactor, EventLimits.of(config.oversize())),
                  progress,
                  new EnrichMetrics(process.metrics())),
              EventsTopology.streamsProperties(
                  config.streams().role().kafka(), config.streams().applicationId()));
    }
  }

  @Command(
      name = "incidents",
      header = "Redacted events to incidents: match the rules, correlate, collect.",
      mixinStandardHelpOptions = true)
  int incidents(@Mixin ConfigOption option) {
    EnrichIncidentsConfig config = EnrichIncidentsConfig.read(option.load());
    try (ServiceProcess process = new ServiceProcess("enrich incidents");
        ReloadableConfig<RuleSet> rules =
            process.reloading(
                "rules",
                () -> config.rules() == null ? RuleSet.shipped() : RuleSet.load(config.rules()),
                config.rules());
        GroupProgress progress = progress(config.streams(), IncidentsTopology.SOURCES)) {
      watch(process, config.streams(), IncidentsTopology.SOURCES);
      return new StreamsRunner(config.streams(), process)
          .run(
              IncidentsTopology.build(
                  rules, progress, config.timing(), new IncidentsMetrics(process.metrics())),
              IncidentsTopology.streamsProperties(
                  config.streams().role().kafka(), config.streams().applicationId()));
    }
  }

  private static void watch(ServiceProcess process, StreamsSettings streams, List<String> topics) {
    process.watch(streams.role().kafkaAdmin(), streams.applicationId(), topics);
  }

  private static GroupProgress progress(StreamsSettings streams, List<String> topics) {
    return new GroupProgress(streams.role().kafkaAdmin(), streams.applicationId(), topics);
  }
}
