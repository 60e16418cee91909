package io.weir.cli.config;

import io.weir.enrich.incidents.BatchIncidents;
import io.weir.enrich.incidents.IncidentTiming;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The configuration of {@code weir enrich incidents}.
 *
 * @param rules {@code rules}, a file or directory; null for the rules that come with Weir
 * @param timing {@code grace}, {@code hold} and {@code inactivity}
 */
public record EnrichIncidentsConfig(StreamsSettings streams, Path rules, IncidentTiming timing) {

  public static EnrichIncidentsConfig read(Settings settings) {
    EnrichIncidentsConfig config =
        new EnrichIncidentsConfig(
            StreamsSettings.read(settings, "weir-incidents"),
            settings.path("rules", null),
            new IncidentTiming(
                settings.duration("grace", Duration.ofMinutes(2)),
                settings.duration("hold", Duration.ofSeconds(10)),
                settings.duration("inactivity", BatchIncidents.INACTIVITY)));
    settings.rejectUnknown();
    return config;
  }
}
