package io.weir.cli.config;

import io.weir.sinks.http.StoreAddress;
import java.util.Map;

/**
 * The configuration of {@code weir setup}.
 *
 * @param partitions {@code topics.partitions} of topics that are created
 * @param replication {@code topics.replication} of topics that are created
 * @param elasticsearch null if {@code elasticsearch.url} is not set
 * @param replicas {@code elasticsearch.replicas} of each shard
 */
public record SetupConfig(
    Map<String, Object> kafka,
    int partitions,
    short replication,
    StoreAddress elasticsearch,
    int replicas) {
  private static final int MAX_PARTITIONS = 10_000;
  private static final int MAX_REPLICAS = 10;

  public static SetupConfig read(Settings settings) {
    boolean elasticsearch = settings.text("elasticsearch.url", null) != null;
    SetupConfig config =
        new SetupConfig(
            RoleConfig.kafka(settings),
            settings.number("topics.partitions", 12, 1, MAX_PARTITIONS),
            (short) settings.number("topics.replication", 3, 1, MAX_REPLICAS),
            elasticsearch ? StoreSettings.one(settings, "elasticsearch") : null,
            settings.number("elasticsearch.replicas", 1, 0, MAX_REPLICAS));
    settings.rejectUnknown();
    return config;
  }
}
