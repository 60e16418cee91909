package io.weir.cli.config;

import io.weir.ingest.config.Settings;
import java.net.URI;

/**
 * The configuration of {@code weir sink loki}.
 *
 * @param group {@code group.id}
 * @param url {@code loki.url}
 * @param tenant {@code loki.tenant}, or null
 */
public record LokiConfig(RoleConfig role, String group, URI url, String tenant) {

  public static LokiConfig read(Settings settings) {
    LokiConfig config =
        new LokiConfig(
            RoleConfig.read(settings),
            settings.text("group.id", "weir-sink-loki"),
            Urls.one(settings, "loki.url"),
            settings.text("loki.tenant", null));
    settings.rejectUnknown();
    return config;
  }
}
