package io.weir.cli.config;

import io.weir.enrich.events.Oversize;
import java.nio.file.Path;

/**
 * The configuration of {@code weir enrich events}.
 *
 * @param policy {@code policy}, a file; null for the standard one
 * @param pseudonymKeys {@code pseudonym.keys}, a file; null for the published development key,
 *     which has to be asked for by {@code keys.development: true}: nothing that is kept may depend
 *     on keys that everybody knows
 * @param formats {@code formats}, a file or directory with formats and rules for sources; null for
 *     those that come with Weir alone
 * @param eventIdKey {@code event.id.key}, a file; null likewise
 * @param oversize {@code oversize}: what becomes of an event that is too large; {@code cut} by
 *     default
 */
public record EnrichEventsConfig(
    StreamsSettings streams,
    Path policy,
    Path pseudonymKeys,
    Path eventIdKey,
    Path formats,
    Oversize oversize) {

  public static EnrichEventsConfig read(Settings settings) {
    boolean development = settings.bool("keys.development", false);
    EnrichEventsConfig config =
        new EnrichEventsConfig(
            StreamsSettings.read(settings, "weir-events"),
            settings.path("policy", null),
            development ? null : Path.of(settings.text("pseudonym.keys")),
            development ? null : Path.of(settings.text("event.id.key")),
            settings.path("formats", null),
            settings.oneOf("oversize", Oversize.CUT));
    settings.rejectUnknown();
    return config;
  }
}
