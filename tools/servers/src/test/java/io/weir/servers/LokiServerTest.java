package io.weir.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LokiServerTest {

  private static final String PUSH =
      """
      {"streams":[{"stream":{"app":"test"},"values":[["1700000000000000000","old line"]]}]}
      """;

  @TempDir private Path dir;

  @Test
  void findsAnOldEntryRightAfterThePush() {
    Optional<LokiServer> found = LokiServer.find(dir);
    assumeThat(found).as(LokiServer.whyAbsent()).isPresent();
    try (LokiServer loki = found.orElseThrow()) {
      Rest rest = Rest.of(loki.uri());

      assertThat(rest.send("POST", "/loki/api/v1/push", PUSH).status()).isEqualTo(204);
      assertThat(
              rest.get(
                      "/loki/api/v1/query_range?query=%7Bapp%3D%22test%22%7D&start=1690000000&end=1710000000")
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
