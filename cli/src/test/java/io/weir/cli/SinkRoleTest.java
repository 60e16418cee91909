package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.cli.config.RoleConfig;
import io.weir.ingest.config.ConfigException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinkRoleTest {

  /** The group would take a sink for dead that waits for a slow store. */
  @ParameterizedTest
  @CsvSource({
    "60000, 'must be at least 180000, not 60000'",
    "179999, 'must be at least 180000, not 179999'",
    "-1, 'must be at least 180000, not -1'",
    "5m, must be a whole number"
  })
  void aPollIntervalThatASlowStoreMayOutlastStopsTheStart(String millis, String why) {
    assertThatThrownBy(() -> role(Map.of("max.poll.interval.ms", millis)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("kafka.max.poll.interval.ms: " + why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"180000", " 300000 "})
  void aLongOneIsTaken(String millis) {
    assertThatCode(() -> role(Map.of("max.poll.interval.ms", millis))).doesNotThrowAnyException();
  }

  @Test
  void kafkasOwnDefaultIsTaken() {
    assertThatCode(() -> role(Map.of())).doesNotThrowAnyException();
  }

  private static SinkRole role(Map<String, Object> kafka) {
    return new SinkRole(new RoleConfig(kafka, "localhost", 0), "group");
  }
}
