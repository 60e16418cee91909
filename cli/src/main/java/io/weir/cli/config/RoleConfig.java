package io.weir.cli.config;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * The settings of every role that runs for long.
 *
 * @param kafka properties for Kafka's clients, {@code kafka.bootstrap.servers} at least
 * @param adminHost {@code admin.host}, this machine only by default
 * @param adminPort {@code admin.port}, 9464 by default, 0 for a free one
 */
public record RoleConfig(Map<String, Object> kafka, String adminHost, int adminPort) {
  private static final int MAX_PORT = 65_535;
  private static final int ADMIN_PORT = 9464;

  static RoleConfig read(Settings settings) {
    return new RoleConfig(
        kafka(settings),
        settings.text("admin.host", "127.0.0.1"),
        settings.number("admin.port", ADMIN_PORT, 0, MAX_PORT));
  }

  static Map<String, Object> kafka(Settings settings) {
    String servers = settings.text("kafka." + CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    Map<String, Object> properties = new HashMap<>(settings.section("kafka"));
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
    return Map.copyOf(properties);
  }

  /** The properties an admin client knows: it warns of all others. */
  public Map<String, Object> kafkaAdmin() {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.keySet().retainAll(AdminClientConfig.configNames());
    return properties;
  }
}
