package io.weir.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Programs that Go builds from the pinned modules in a folder of tools. */
public final class GoProgram {
  private static final long PATIENCE_SECONDS = 120;

  private GoProgram() {}

  /**
   * Builds a program unless that has been done, which takes Go minutes the first time.
   *
   * @param tool the folder, which has a {@code build}
   * @param dataDir where its output goes
   * @return where the program is
   * @throws IllegalStateException if it cannot be built
   */
  public static Path build(String tool, String program, Path dataDir) {
    List<String> build = List.of(Checkout.tool(tool).resolve("build").toString());
    Jvm.runToEnd(build, ChildProcess.directory(dataDir).resolve("build-" + tool + ".log"));
    return path(tool, program);
  }

  static Path path(String tool, String program) {
    return Checkout.tool(tool).resolve("target").resolve(program).toAbsolutePath();
  }

  /** Why a tool cannot be built; they need a newer Go than distributions have. */
  public static Optional<String> whyAbsent(String tool) {
    if (Binary.GO.find().isEmpty()) {
      return Optional.of(Binary.GO.whyAbsent());
    }
    try {
      Process go =
          new ProcessBuilder(Binary.GO.require().toString(), "list", "-m")
              .directory(Checkout.tool(tool).toFile())
              .redirectErrorStream(true)
              .start();
      // It may fetch a newer Go first, and a proxy may not answer.
      if (!go.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        go.destroyForcibly();
        return Optional.of("go does not answer within " + PATIENCE_SECONDS + " s");
      }
      String said = new String(go.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return go.exitValue() == 0 ? Optional.empty() : Optional.of(said.strip());
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
