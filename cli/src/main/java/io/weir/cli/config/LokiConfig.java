package io.weir.cli.config;

import io.weir.sinks.DeliverySettings;
import io.weir.sinks.loki.LokiSettings;
import io.weir.sinks.loki.LokiSettings.LongLines;

/**
 * The configuration of {@code weir sink loki}.
 *
 * @param group {@code group.id}
 * @param loki {@code loki.url} and how it is reached, {@code loki.tenant}, {@code
 *     loki.max.streams}, {@code loki.max.line.bytes}, {@code loki.long.lines}
 */
public record LokiConfig(
    RoleConfig role, String group, DeliverySettings delivery, LokiSettings loki) {
  private static final int MIN_LINE_BYTES = 1_024;

  public static LokiConfig read(Settings settings) {
    LokiConfig config =
        new LokiConfig(
            RoleConfig.read(settings),
            settings.text("group.id", "weir-sink-loki"),
            DeliveryConfig.read(settings),
            new LokiSettings(
                StoreSettings.one(settings, "loki"),
                tenant(settings),
                settings.number(
                    "loki.max.streams", LokiSettings.DEFAULT_STREAMS, 1, Integer.MAX_VALUE),
                settings.number(
                    "loki.max.line.bytes",
                    LokiSettings.DEFAULT_LINE_BYTES,
                    MIN_LINE_BYTES,
                    Integer.MAX_VALUE),
                longLines(settings)));
    settings.rejectUnknown();
    return config;
  }

  /** By Loki's own rule for the names of tenants. */
  private static String tenant(Settings settings) {
    String tenant = settings.text("loki.tenant", null);
    if (tenant != null && !tenant.matches("[A-Za-z0-9!_.*'()-]{1,150}")) {
      throw settings.fault("loki.tenant", "may have letters, digits and !-_.*'() only");
    }
    return tenant;
  }

  private static LongLines longLines(Settings settings) {
    return switch (settings.text("loki.long.lines", "cut")) {
      case "cut" -> LongLines.CUT;
      case "parts" -> LongLines.PARTS;
      default -> throw settings.fault("loki.long.lines", "must be cut or parts");
    };
  }
}
