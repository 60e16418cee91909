package io.weir.enrich.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.servers.KafkaServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangelogTopicsIT {
  private static final String TOPIC = "weir-events-held-logs.raw-changelog";

  /** Of three changelogs one was made by an older release, and two are still to be made. */
  @Test
  void aChangelogThatExistsIsKeptAsANewOneWouldBe(@TempDir Path data) throws Exception {
    Map<String, Map<String, String>> settings = EventsTopology.changelogSettings("weir-events");
    assertThat(settings).hasSize(3).containsKey(TOPIC);
    try (KafkaServer kafka = KafkaServer.start(data);
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();

      ChangelogTopics.set(Map.of("bootstrap.servers", kafka.bootstrapServers()), settings);

      // The controller has the settings at once, and the broker that answers a moment later.
      await()
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(config(admin)).containsAllEntriesOf(settings.get(TOPIC)));
      assertThat(admin.listTopics().names().get()).containsExactly(TOPIC);
    }
  }

  private static Map<String, String> config(Admin admin) throws Exception {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
    return admin.describeConfigs(List.of(topic)).all().get().get(topic).entries().stream()
        .filter(entry -> entry.value() != null)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }
}
