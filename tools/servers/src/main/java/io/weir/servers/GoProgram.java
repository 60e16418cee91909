package io.weir.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Programs that Go builds from the pinned modules in a folder of tools. */
public final class GoProgram {
  /** A build on one busy core; it takes four minutes on two idle ones. */
  private static final Duration OF_A_BUILD = Duration.ofMinutes(20);

  /** It may fetch a newer Go and the modules first, and a proxy may not answer. */
  private static final long PATIENCE_SECONDS = 300;

  private GoProgram() {}

  /**
   * Builds a program unless that has been done, which takes Go minutes the first time.
   *
   * @param tool the folder, which has a {@code build}
   * @param dataDir where its output goes
   * @return where the program is
   * @throws IllegalStateException if it cannot be built, or not within 20 minutes
   */
  public static Path build(String tool, String program, Path dataDir) {
    List<String> build = List.of(Checkout.tool(tool).resolve("build").toString());
    Path log = ChildProcess.directory(dataDir).resolve("build-" + tool + ".log");
    Jvm.runToEnd(build, log, OF_A_BUILD);
    return path(tool, program);
  }

  static Path path(String tool, String program) {
    return Checkout.tool(tool).resolve("target").resolve(program).toAbsolutePath();
  }

  /**
   * Why a tool cannot be built; nothing if it can. They need a newer Go than distributions have,
   * and modules that are fetched here if they are not there.
   */
  public static Optional<String> whyAbsent(String tool) {
    return whyAbsent(tool, Map.of());
  }

  static Optional<String> whyAbsent(String tool, Map<String, String> environment) {
    if (Binary.GO.find().isEmpty()) {
      return Optional.of(Binary.GO.whyAbsent());
    }
    try {
      Path said = Files.createTempFile("go", ".log");
      try {
        return whyAbsent(tool, environment, said.toFile());
      } finally {
        Files.delete(said);
      }
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private static Optional<String> whyAbsent(String tool, Map<String, String> environment, File said)
      throws IOException, InterruptedException {
    // Of the packages that are built, not of all that go.mod has: those of tests are not needed.
    ProcessBuilder list =
        new ProcessBuilder(Binary.GO.require().toString(), "list", "-deps", "tool")
            .directory(Checkout.tool(tool).toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(said);
    list.environment().putAll(environment);
    Process go = list.start();
    try {
      if (!go.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return Optional.of("go does not answer within " + PATIENCE_SECONDS + " s");
      }
    } finally {
      Jvm.end(go);
    }
    if (go.exitValue() == 0) {
      return Optional.empty();
    }
    // Before the last line are those of modules that it found, or found missing.
    List<String> lines = Files.readAllLines(said.toPath());
    return Optional.of(
        "go finds no modules of "
            + tool
            + (lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1)));
  }
}
