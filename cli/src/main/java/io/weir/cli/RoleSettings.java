package io.weir.cli;

import io.weir.ingest.config.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Option;

/** What all roles that run for long are told: a configuration file, Kafka, the admin port. */
final class RoleSettings {
  private static final int MAX_PORT = 65_535;
  private static final int ADMIN_PORT = 9464;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "configuration; every key can come from the environment as well, as WEIR_KEY")
  private Path config;

  Settings load() {
    return Settings.load(config, System.getenv());
  }

  /** The properties for Kafka's clients, {@code kafka.bootstrap.servers} at least. */
  static Map<String, Object> kafka(Settings settings) {
    String servers = settings.text("kafka." + CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    Map<String, Object> properties = new HashMap<>(settings.section("kafka"));
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
    return properties;
  }

  static String adminHost(Settings settings) {
    return settings.text("admin.host", "0.0.0.0");
  }

  static int adminPort(Settings settings) {
    return settings.number("admin.port", ADMIN_PORT, 0, MAX_PORT);
  }
}
