package io.weir.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary directory in which servers keep their data. */
public final class DataDirectory {
  private DataDirectory() {}

  /** Makes one; its name begins with the prefix. */
  public static Path create(String prefix) throws IOException {
    return Files.createTempDirectory(prefix);
  }

  /** Removes it with all it holds; says on standard error if that fails. */
  public static void remove(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      System.err.println("weir: " + directory + " could not be removed");
    }
  }
}
