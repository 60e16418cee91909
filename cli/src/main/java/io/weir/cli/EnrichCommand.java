package io.weir.cli;

import io.weir.enrich.events.EnrichMetrics;
import io.weir.enrich.events.EventsTopology;
import io.weir.enrich.incidents.IncidentsTopology;
import io.weir.enrich.redact.Redactor;
import io.weir.enrich.sigma.RuleSet;
import io.weir.ingest.config.Settings;
import io.weir.ingest.event.EventIds;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "enrich",
    description = "Runs one of the Kafka Streams processors.",
    mixinStandardHelpOptions = true)
final class EnrichCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which: events or incidents");
  }

  @Command(
      name = "events",
      description = "Raw records to redacted events: decode, join, parse, redact.",
      mixinStandardHelpOptions = true)
  int events(@Mixin RoleSettings role) {
    Settings settings = role.load();
    Keys keys = Keys.of(settings);
    Redactor redactor = RedactionOptions.redactor(settings.path("policy", null), keys.pseudonyms());
    EventIds ids =
        keys.eventIds() == null
            ? EventIds.development()
            : RedactionOptions.eventIds(keys.eventIds());
    String applicationId = settings.text("application.id", "weir-events");
    try (Role process = new Role("enrich events");
        GroupEnds ends = new GroupEnds(RoleSettings.kafkaAdmin(settings), applicationId)) {
      return new StreamsRole(settings, applicationId, process)
          .run(
              EventsTopology.build(
                  ids, () -> redactor, ends, new EnrichMetrics(process.metrics())));
    }
  }

  @Command(
      name = "incidents",
      description = "Redacted events to incidents: match the rules, correlate, collect.",
      mixinStandardHelpOptions = true)
  int incidents(@Mixin RoleSettings role) {
    Settings settings = role.load();
    Path folder = settings.path("rules", null);
    RuleSet rules = folder == null ? RuleSet.shipped() : RuleSet.load(folder);
    Duration grace = settings.duration("grace", Duration.ofMinutes(1));
    Duration hold = settings.duration("hold", Duration.ofSeconds(10));
    Duration inactivity = settings.duration("inactivity", Duration.ofMinutes(30));
    String applicationId = settings.text("application.id", "weir-incidents");
    try (Role process = new Role("enrich incidents");
        GroupEnds ends = new GroupEnds(RoleSettings.kafkaAdmin(settings), applicationId)) {
      return new StreamsRole(settings, applicationId, process)
          .run(IncidentsTopology.build(() -> rules, ends, grace, hold, inactivity));
    }
  }

  /**
   * The files that hold keys; null stands for the published development keys, which have to be
   * asked for by name: nothing that is kept may depend on keys that everybody knows.
   */
  private record Keys(Path pseudonyms, Path eventIds) {
    static Keys of(Settings settings) {
      if (settings.bool("keys.development", false)) {
        return new Keys(null, null);
      }
      return new Keys(
          Path.of(settings.text("pseudonym.keys")), Path.of(settings.text("event.id.key")));
    }
  }
}
