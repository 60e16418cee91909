package io.weir.cli.report.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** How long a topic keeps its records, as it is set now. */
public final class TopicRetention {
  private static final int SECONDS = 10;

  private TopicRetention() {}

  /**
   * Asks once.
   *
   * @return negative for ever; null if there is no such topic, or this user may not see it
   */
  public static Duration of(Map<String, Object> kafka, String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Admin admin = Admin.create(kafka);
    try {
      ConfigEntry entry =
          admin
              .describeConfigs(List.of(resource))
              .all()
              .get(SECONDS, TimeUnit.SECONDS)
              .get(resource)
              .get(TopicConfig.RETENTION_MS_CONFIG);
      return entry == null ? null : Duration.ofMillis(Long.parseLong(entry.value()));
    } catch (ExecutionException | TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      admin.close(Duration.ZERO);
    }
  }
}
