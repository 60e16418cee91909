package io.weir.sinks.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.topic.Topic;
import io.weir.servers.KafkaServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker. */
class TopicsSetupIT {
  private KafkaServer kafka;
  private Admin admin;

  @BeforeEach
  void start(@TempDir Path data) {
    kafka = KafkaServer.start(data);
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  @AfterEach
  void stop() {
    admin.close();
    kafka.close();
  }

  /** With segments of a week, as Kafka makes them, raw text once stayed for ten days. */
  @Test
  void rawTextEndsWithinAnHourOfItsRetention() throws Exception {
    assertThat(TopicsSetup.run(admin, 2, (short) 1).warnings()).isEmpty();

    for (String topic :
        List.of(Topic.LOGS_RAW.name(), Topic.FALCO_RAW.name(), Topic.AUDIT_RAW.name())) {
      becomes(topic, TopicConfig.RETENTION_MS_CONFIG, Duration.ofDays(3));
      becomes(topic, TopicConfig.SEGMENT_MS_CONFIG, Duration.ofHours(1));
    }
  }

  @Test
  void aTopicThatWasThereIsSetRightAndWhatCannotBeChangedIsSaid() throws Exception {
    admin
        .createTopics(
            List.of(
                new NewTopic(Topic.EVENTS.name(), 1, (short) 1)
                    .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "1000"))))
        .all()
        .get();
    await().until(() -> admin.listTopics().names().get().contains(Topic.EVENTS.name()));

    TopicsSetup.Result result = TopicsSetup.run(admin, 3, (short) 1);

    assertThat(result.created()).doesNotContain(Topic.EVENTS.name()).contains(Topic.DLQ.name());
    assertThat(result.warnings())
        .containsExactly(
            "events has 1 partitions, not 3; changing that would part the lines of a pod");
    becomes(Topic.EVENTS.name(), TopicConfig.RETENTION_MS_CONFIG, Duration.ofDays(3));
  }

  @Test
  void moreReplicasThanBrokersAreRefused() {
    assertThatThrownBy(() -> TopicsSetup.run(admin, 1, (short) 3))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InvalidReplicationFactorException.class);
  }

  /**
   * The controller has a topic and its settings at once, the broker that answers a moment later.
   */
  private void becomes(String topic, String key, Duration value) {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(millis(config(topic), key)).isEqualTo(value));
  }

  private Config config(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource);
  }

  private static Duration millis(Config config, String key) {
    return Duration.ofMillis(Long.parseLong(config.get(key).value()));
  }
}
