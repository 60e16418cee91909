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

  /**
   * The tag still moves when its JDK or base gets patches; a shorter one would change Maven too.
   */
  @Test
  void startsFromOneVersion() {
    assertThat(dockerfile.lines().filter(line -> line.startsWith("FROM ")))
        .hasSize(2)
        .allMatch(line -> line.matches("FROM (scratch|\\S+:\\d+\\.\\d+\\.\\d+-\\S+ AS build)"));
  }

  /** What it copies and asks Maven for is in this checkout, and is what Maven's build makes. */
  @Test
  void namesModulesSwitchesAndPathsThatThereAre() throws IOException {
    String run = between("RUN ", "\nFROM");
    String module = run.replaceFirst("(?s).*-pl (\\S+) .*", "$1");
    Path root = Path.of("..", "..");
    String pom = Files.readString(root.resolve(module).resolve("pom.xml"));

    assertThat(Files.isSameFile(root.resolve(module), Path.of(""))).isTrue();
    assertThat(pom).contains("<skip>${image.skip}</skip>", "<executable>${project.basedir}/build<");
    assertThat(Files.readString(Path.of("build"))).contains("\"$target/rootfs\"");
    assertThat(run).contains("-Dimage.skip=false", " -am ", " package");
    assertThat(dockerfile).contains("COPY --from=build /src/" + module + "/target/rootfs/ /");
    assertThat(Files.readAllLines(root.resolve(".dockerignore"))).contains("**/target");
  }

  private String between(String begin, String end) {
    int from = dockerfile.indexOf(begin);
    return dockerfile.substring(from, dockerfile.indexOf(end, from));
  }

  private static String quoted(List<?> words) {
    return "[\"" + String.join("\", \"", words.stream().map(String::valueOf).toList()) + "\"]";
  }
}
