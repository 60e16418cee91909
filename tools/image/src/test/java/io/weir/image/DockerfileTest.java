package io.weir.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Docker and Maven make the same image. */
class DockerfileTest {
  private static final ImageSettings MAVEN =
      ImageSettings.of("example.org/weir:0.1.0", Instant.EPOCH, "unknown");

  private final String dockerfile = Files.readString(Path.of("Dockerfile"));

  DockerfileTest() throws IOException {}

  @Test
  void startsTheSameProcess() {
    Map<String, Object> process = MAVEN.process();

    assertThat(dockerfile.lines())
        .contains("USER " + process.get("User"), "WORKDIR " + process.get("WorkingDir"))
        .contains("ENTRYPOINT " + quoted((List<?>) process.get("Entrypoint")));
    assertThat((List<?>) process.get("Env"))
        .allSatisfy(variable -> assertThat(dockerfile.lines()).contains("ENV " + variable));
  }

  @Test
  void hasTheSameLabels() {
    MAVEN
        .labels()
        .forEach(
            (label, value) -> {
              if (!label.endsWith(".created")) {
                assertThat(
                        dockerfile.replace("${VERSION}", "0.1.0").replace("${REVISION}", "unknown"))
                    .contains(label + "=\"" + value + "\"");
              }
            });
  }

  private static String quoted(List<?> words) {
    return "[\"" + String.join("\", \"", words.stream().map(String::valueOf).toList()) + "\"]";
  }
}
