package io.weir.cli.command;

import io.weir.ingest.yaml.YamlFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that a command line names, by itself or by their directory. */
public final class InputFiles {
  private InputFiles() {}

  /**
   * The files among the paths, and all YAML files below the directories among them.
   *
   * @throws UsageError naming the first path that does not exist
   */
  public static List<Path> of(List<Path> paths) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new UsageError(path + ": no such file or directory");
      }
      files.addAll(YamlFiles.of(path));
    }
    return files;
  }
}
