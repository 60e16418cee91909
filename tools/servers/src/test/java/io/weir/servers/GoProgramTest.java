package io.weir.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoProgramTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"apiserver", "helm"})
  void isAbsentWhereItsModulesAreNeitherThereNorToBeFetched(String tool) {
    assumeThat(Binary.GO.find()).as(Binary.GO.whyAbsent()).isPresent();

    assertThat(GoProgram.whyAbsent(tool, Map.of("GOPROXY", "off", "GOMODCACHE", dir.toString())))
        .hasValueSatisfying(why -> assertThat(why).contains(tool, "GOPROXY=off"));
  }

  @Test
  void aBuildThatIsLateIsEndedWithWhatItStarted() {
    assertThatThrownBy(
            () ->
                Jvm.runToEnd(
                    List.of("sh", "-c", "sleep 4713 & wait"),
                    dir.resolve("build.log"),
                    Duration.ofSeconds(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not done in PT1S");

    await().until(() -> sleepers() == 0);
  }

  private static long sleepers() {
    return ProcessHandle.allProcesses()
        .filter(it -> it.info().commandLine().orElse("").endsWith("sleep 4713"))
        .count();
  }
}
