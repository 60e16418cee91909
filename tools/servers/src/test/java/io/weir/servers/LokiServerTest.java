package io.weir.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LokiServerTest {

  /** Long before what a Loki with its own defaults shows at once, and within what ours looks at. */
  private final Instant old = Instant.now().minus(Duration.ofDays(60));

  @TempDir private Path dir;

  @Test
  void findsAnOldEntryRightAfterThePush() {
    Optional<LokiServer> found = LokiServer.find(dir);
    assumeThat(found).as(LokiServer.whyAbsent()).isPresent();
    try (LokiServer loki = found.orElseThrow()) {
      Rest rest = Rest.of(loki.uri());

      String push =
          """
          {"streams":[{"stream":{"app":"test"},"values":[["%d000000000","old line"]]}]}
          """
              .formatted(old.getEpochSecond());
      assertThat(rest.send("POST", "/loki/api/v1/push", push).status()).isEqualTo(204);
      assertThat(
              rest.get(
                      "/loki/api/v1/query_range?query=%%7Bapp%%3D%%22test%%22%%7D&start=%d&end=%d"
                          .formatted(old.getEpochSecond() - 60, old.getEpochSecond() + 60))
                  .body())
          .contains("old line");
    }
  }

  @Test
  void fillsEveryBlankOfItsConfiguration() throws IOException {
    Path file =
        Template.write(
            "loki.yaml",
            dir.resolve("loki.yaml"),
            Map.of("address", "127.0.0.1", "port", 1, "grpcPort", 2, "data", "/d"));

    assertThat(Files.readString(file)).doesNotContain("@").contains("/d/chunks");
  }
}
