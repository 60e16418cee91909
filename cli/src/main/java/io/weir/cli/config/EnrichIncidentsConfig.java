package io.weir.cli.config;

import io.weir.enrich.incidents.BatchIncidents;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The configuration of {@code weir enrich incidents}.
 *
 * @param rules {@code rules}, a file or directory; null for the rules that come with Weir
 * @param grace {@code grace}, allowed lateness: how far behind the newest event an event may arrive
 * @param hold {@code hold}: how long after others an event is never late, by times of appending
 * @param inactivity {@code inactivity}: after which an incident is closed
 */
public record EnrichIncidentsConfig(
    StreamsSettings streams, Path rules, Duration grace, Duration hold, Duration inactivity) {

  public static EnrichIncidentsConfig read(Settings settings) {
    EnrichIncidentsConfig config =
        new EnrichIncidentsConfig(
            StreamsSettings.read(settings, "weir-incidents"),
            settings.path("rules", null),
            settings.duration("grace", Duration.ofMinutes(2)),
            settings.duration("hold", Duration.ofSeconds(10)),
            settings.duration("inactivity", BatchIncidents.INACTIVITY));
    settings.rejectUnknown();
    return config;
  }
}
