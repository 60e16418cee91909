package io.weir.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.servers.Binary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs Prometheus's own checker, if the machine has it. */
final class Promtool {
  private Promtool() {}

  static void succeeds(String... arguments) throws IOException, InterruptedException {
    Optional<Path> program = Binary.PROMTOOL.find();
    assumeTrue(program.isPresent(), Binary.PROMTOOL.whyAbsent());
    List<String> command = new ArrayList<>(List.of(program.get().toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output;
    try (InputStream out = process.getInputStream()) {
      output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(process.waitFor()).as(output).isZero();
  }
}
