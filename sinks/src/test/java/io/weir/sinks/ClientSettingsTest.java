package io.weir.sinks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientSettingsTest {
  private static final Map<String, Object> USER =
      Map.of(
          "bootstrap.servers", "kafka:9092",
          "enable.auto.commit", "true",
          "auto.offset.reset", "latest",
          "isolation.level", "read_uncommitted",
          "group.id", "other",
          "acks", "1",
          "enable.idempotence", "false",
          "max.poll.records", "500");

  @Test
  void noSettingOfTheUserLosesARecordOrDeliversOneThatWasTakenBack() {
    assertThat(ClientSettings.consumer(USER, "weir"))
        .containsEntry("enable.auto.commit", false)
        .containsEntry("auto.offset.reset", "none")
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("group.id", "weir");
    assertThat(ClientSettings.producer(USER))
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true);
  }

  @Test
  void allElseIsTheUsers() {
    assertThat(ClientSettings.consumer(USER, "weir"))
        .containsEntry("max.poll.records", "500")
        .containsEntry("bootstrap.servers", "kafka:9092");
  }
}
