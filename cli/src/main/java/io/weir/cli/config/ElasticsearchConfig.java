package io.weir.cli.config;

import io.weir.sinks.DeliverySettings;
import io.weir.sinks.http.StoreAddress;

/**
 * The configuration of {@code weir sink elasticsearch}.
 *
 * @param group {@code group.id}
 * @param address {@code elasticsearch.url} and how it is reached
 * @param allLogs {@code elasticsearch.logs}: {@code all} (default), or {@code audit}, with which
 *     ordinary logs stay out
 */
public record ElasticsearchConfig(
    RoleConfig role,
    String group,
    DeliverySettings delivery,
    StoreAddress address,
    boolean allLogs) {

  public static ElasticsearchConfig read(Settings settings) {
    ElasticsearchConfig config =
        new ElasticsearchConfig(
            RoleConfig.read(settings),
            settings.text("group.id", "weir-sink-elasticsearch"),
            DeliveryConfig.read(settings),
            StoreSettings.one(settings, "elasticsearch"),
            allLogs(settings));
    settings.rejectUnknown();
    return config;
  }

  private static boolean allLogs(Settings settings) {
    return switch (settings.text("elasticsearch.logs", "audit")) {
      case "all" -> true;
      case "audit" -> false;
      default -> throw settings.fault("elasticsearch.logs", "must be all or audit");
    };
  }
}
