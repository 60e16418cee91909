package io.weir.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The source tree we run in, where the build has left the class paths of the servers. */
final class Checkout {

  private static final String MARK = "tools/kafka/pom.xml";

  private Checkout() {}

  /**
   * The class path of a server, its own classes first. One that was not built is an {@link
   * IllegalStateException} that says what to run.
   */
  static String classPath(String tool) {
    Path target = tool(tool).resolve("target");
    Path file = target.resolve("server.classpath");
    if (!Files.exists(file)) {
      throw new IllegalStateException(file + " is missing: run ./weir or mvn package first");
    }
    try {
      return target.resolve("classes") + File.pathSeparator + Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
  }

  /** The folder of a tool. */
  static Path tool(String name) {
    return root().resolve("tools").resolve(name);
  }

  private static Path root() {
    String given = System.getProperty("weir.checkout");
    if (given != null) {
      return Path.of(given);
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path dir = start; dir != null; dir = dir.getParent()) {
      if (Files.exists(dir.resolve(MARK))) {
        return dir;
      }
    }
    throw new IllegalStateException(
        start + " is in no checkout of Weir: go to one, or name it with -Dweir.checkout=DIRECTORY");
  }
}
