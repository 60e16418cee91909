package io.weir.ingest.yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files of a path, where configuration may be one file or many. */
public final class YamlFiles {
  private YamlFiles() {}

  /**
   * The path itself, or all {@code .yml} and {@code .yaml} files below it if it is a directory, in
   * order. What is hidden is left out: Kubernetes keeps the versions of a mounted ConfigMap in
   * hidden directories next to the links to the current one.
   *
   * @throws ConfigException naming the directory if it cannot be read
   */
  public static List<Path> of(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(file -> isYaml(file) && !isHidden(path.relativize(file))).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new ConfigException(path.toString(), "cannot be read");
    }
  }

  private static boolean isYaml(Path file) {
    String name = file.toString();
    return (name.endsWith(".yml") || name.endsWith(".yaml")) && Files.isRegularFile(file);
  }

  private static boolean isHidden(Path below) {
    return StreamSupport.stream(below.spliterator(), false)
        .anyMatch(part -> part.toString().startsWith("."));
  }
}
