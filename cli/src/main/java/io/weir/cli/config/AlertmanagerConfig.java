package io.weir.cli.config;

import io.weir.ingest.config.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The configuration of {@code weir sink alertmanager}.
 *
 * @param group {@code group.id}
 * @param urls {@code alertmanager.urls}, one for each replica
 * @param hold {@code alertmanager.hold}: how long after its newest revision an alert holds
 */
public record AlertmanagerConfig(RoleConfig role, String group, List<URI> urls, Duration hold) {

  public static AlertmanagerConfig read(Settings settings) {
    AlertmanagerConfig config =
        new AlertmanagerConfig(
            RoleConfig.read(settings),
            settings.text("group.id", "weir-sink-alertmanager"),
            Urls.several(settings, "alertmanager.urls"),
            settings.duration("alertmanager.hold", Duration.ofHours(1)));
    settings.rejectUnknown();
    return config;
  }
}
