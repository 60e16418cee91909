package io.weir.cli.config;

import io.weir.sinks.DeliverySettings;
import io.weir.sinks.alertmanager.AlertHold;
import io.weir.sinks.alertmanager.IncidentLink;
import io.weir.sinks.http.StoreAddress;
import java.time.Duration;
import java.util.List;

/**
 * The configuration of {@code weir sink alertmanager}.
 *
 * @param group {@code group.id}
 * @param replicas {@code alertmanager.urls}, one for each replica, and how they are reached
 * @param hold {@code alertmanager.hold} and {@code alertmanager.closed_hold}: how long an alert
 *     holds after the newest revision of an open and of a closed incident
 * @param link {@code alertmanager.incident_url}: the page about an incident, or null
 */
public record AlertmanagerConfig(
    RoleConfig role,
    String group,
    DeliverySettings delivery,
    List<StoreAddress> replicas,
    AlertHold hold,
    IncidentLink link) {

  private static final String CLOSED_HOLD = "alertmanager.closed_hold";

  /** Longer than Alertmanager waits for more of a group. */
  private static final Duration MIN_CLOSED_HOLD = Duration.ofMinutes(1);

  private static final String LINK = "alertmanager.incident_url";

  public static AlertmanagerConfig read(Settings settings) {
    AlertmanagerConfig config =
        new AlertmanagerConfig(
            RoleConfig.read(settings),
            settings.text("group.id", "weir-sink-alertmanager"),
            DeliveryConfig.read(settings),
            StoreSettings.several(settings, "alertmanager"),
            hold(settings),
            link(settings));
    settings.rejectUnknown();
    return config;
  }

  private static AlertHold hold(Settings settings) {
    Duration closed = settings.duration(CLOSED_HOLD, Duration.ofMinutes(15));
    if (closed.compareTo(MIN_CLOSED_HOLD) < 0) {
      throw settings.fault(CLOSED_HOLD, "must be at least 1m, or nobody gets a message");
    }
    return new AlertHold(settings.duration("alertmanager.hold", Duration.ofHours(1)), closed);
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
