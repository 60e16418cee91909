package io.weir.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusServerTest {

  private static final String RULES =
      """
      groups:
        - name: test
          rules:
            - record: answer
              expr: vector(42)
      """;

  @TempDir private Path dir;

  @BeforeEach
  void needsTheProgram() {
    assumeThat(Binary.PROMETHEUS.find()).as(Binary.PROMETHEUS.whyAbsent()).isPresent();
  }

  @Test
  void answersQueriesAboutItsTargetsAndRules() throws IOException {
    Path rules = Files.writeString(dir.resolve("rules.yml"), RULES);
    String absent = "127.0.0.1:" + FreePort.next();
    try (PrometheusServer prometheus =
        PrometheusServer.start(dir, Map.of("absent-role", absent), List.of(rules))) {
      await()
          .atMost(ChildProcess.PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(query(prometheus, "answer")).contains("\"42\"");
                assertThat(query(prometheus, "up")).contains(absent, "absent-role", "\"0\"");
              });
    }
  }

  private static String query(PrometheusServer prometheus, String query) {
    return Rest.of(prometheus.uri()).get("/api/v1/query?query=" + query).body();
  }
}
