package io.weir.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertmanagerServerTest {

  @TempDir private Path dir;

  @BeforeEach
  void needsTheProgram() {
    assumeThat(Binary.ALERTMANAGER.find()).as(Binary.ALERTMANAGER.whyAbsent()).isPresent();
  }

  @Test
  void returnsAnAlertThatItTook() {
    try (AlertmanagerServer alertmanager = AlertmanagerServer.start(dir)) {
      Rest rest = Rest.of(alertmanager.uri());

      Rest.Answer posted =
          rest.send("POST", "/api/v2/alerts", "[{\"labels\":{\"alertname\":\"Leak\"}}]");

      assertThat(posted.status()).isEqualTo(200);
      assertThat(rest.get("/api/v2/alerts").body()).contains("\"alertname\":\"Leak\"");
    }
  }

  @Test
  void comesBackOnTheSamePort() {
    try (AlertmanagerServer alertmanager = AlertmanagerServer.start(dir)) {
      alertmanager.kill();
      alertmanager.restart();

      assertThat(Rest.of(alertmanager.uri()).get("/-/ready").status()).isEqualTo(200);
    }
  }

  @Test
  void quotesItsLogWhenTheConfigurationIsWrong() throws IOException {
    Path config = Files.writeString(dir.resolve("wrong.yml"), "route: 7\n");

    assertThatThrownBy(() -> AlertmanagerServer.start(dir, config, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("alertmanager ended with exit code 1; ")
        .hasMessageContaining("wrong.yml");
  }

  @Test
  void saysInOneSentenceThatAPortIsTaken() throws IOException {
    Path config = Template.write("alertmanager.yml", dir.resolve("own.yml"), Map.of());
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThatThrownBy(() -> AlertmanagerServer.start(dir, config, taken.getLocalPort()))
          .isInstanceOf(StartFailed.class)
          .hasMessageContaining("alertmanager.log ends with: ")
          .matches(e -> ((StartFailed) e).portTaken(), "is known to be about the port");
    }
  }
}
