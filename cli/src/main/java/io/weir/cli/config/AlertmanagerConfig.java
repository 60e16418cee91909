package io.weir.cli.config;

import io.weir.sinks.DeliverySettings;
import io.weir.sinks.alertmanager.IncidentLink;
import io.weir.sinks.http.StoreAddress;
import java.time.Duration;
import java.util.List;

/**
 * The configuration of {@code weir sink alertmanager}.
 *
 * @param group {@code group.id}
 * @param replicas {@code alertmanager.urls}, one for each replica, and how they are reached
 * @param hold {@code alertmanager.hold}: how long after its newest revision the alert of an open
 *     incident holds
 * @param link {@code alertmanager.incident_url}: the page about an incident, or null
 */
public record AlertmanagerConfig(
    RoleConfig role,
    String group,
    DeliverySettings delivery,
    List<StoreAddress> replicas,
    Duration hold,
    IncidentLink link) {

  private static final String LINK = "alertmanager.incident_url";

  public static AlertmanagerConfig read(Settings settings) {
    AlertmanagerConfig config =
        new AlertmanagerConfig(
            RoleConfig.read(settings),
            settings.text("group.id", "weir-sink-alertmanager"),
            DeliveryConfig.read(settings),
            StoreSettings.several(settings, "alertmanager"),
            settings.duration("alertmanager.hold", Duration.ofHours(1)),
            link(settings));
    settings.rejectUnknown();
    return config;
  }

  private static IncidentLink link(Settings settings) {
    String url = settings.text(LINK, "");
    try {
      return url.isEmpty() ? null : new IncidentLink(url);
    } catch (IllegalArgumentException e) {
      throw settings.fault(LINK, e.getMessage());
    }
  }
}
