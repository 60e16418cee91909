package io.weir.cli.config;

import io.weir.ingest.config.Settings;

/**
 * The configuration of {@code weir sink elasticsearch}.
 *
 * @param group {@code group.id}
 * @param allLogs {@code elasticsearch.logs}: {@code all} (default), or {@code audit}, with which
 *     ordinary logs stay out
 */
public record ElasticsearchConfig(
    RoleConfig role, String group, ElasticsearchAddress address, boolean allLogs) {

  public static ElasticsearchConfig read(Settings settings) {
    ElasticsearchConfig config =
        new ElasticsearchConfig(
            RoleConfig.read(settings),
            settings.text("group.id", "weir-sink-elasticsearch"),
            ElasticsearchAddress.read(settings),
            allLogs(settings));
    settings.rejectUnknown();
    return config;
  }

  private static boolean allLogs(Settings settings) {
    return switch (settings.text("elasticsearch.logs", "all")) {
      case "all" -> true;
      case "audit" -> false;
      default -> throw settings.fault("elasticsearch.logs", "must be all or audit");
    };
  }
}
