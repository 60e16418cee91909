package io.weir.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Makes the image of the files that the script {@code rootfs} has laid out. */
public final class ImageMain {
  private static final String RUNTIME = "opt/java";
  private static final String LIBRARIES = "opt/weir/lib";

  private ImageMain() {}

  /**
   * Writes the archive.
   *
   * @param args the directory, the file to write, the image's name and tag, the time of the files
   *     (ISO 8601), and the revision of the sources. Or {@code bom}, a CycloneDX file, and a file
   *     of components to add to it.
   */
  public static void main(String[] args) throws IOException {
    if (args.length == 3 && args[0].equals("bom")) {
      BillOfMaterials.add(Path.of(args[1]), Path.of(args[2]));
      return;
    }
    if (args.length != 5) {
      throw new IllegalArgumentException(
          "takes DIRECTORY FILE NAME:TAG TIME REVISION, or bom FILE COMPONENTS");
    }
    Instant created = Instant.parse(args[3]);
    ImageSettings settings = ImageSettings.of(args[2], created, args[4]);
    new ImageArchive(settings, layers(Path.of(args[0]), created)).write(Path.of(args[1]));
  }

  /** From what changes least to what changes most: a new build sends its own jars only. */
  private static List<Layer> layers(Path root, Instant time) throws IOException {
    List<Layer> layers = new ArrayList<>();
    layers.add(layer("C library", root, time, path -> !path.startsWith("opt")));
    layers.add(layer("Java runtime", root, time, path -> path.startsWith(RUNTIME)));
    layers.add(layer("libraries", root, time, ImageMain::isLibrary));
    layers.add(layer("weir", root, time, path -> path.startsWith("opt/weir") && !isLibrary(path)));
    return layers;
  }

  private static boolean isLibrary(Path path) {
    return path.startsWith(LIBRARIES) && !path.getFileName().toString().startsWith("weir-");
  }

  private static Layer layer(String comment, Path root, Instant time, Predicate<Path> belongs)
      throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      List<Path> chosen =
          paths
              .filter(path -> !path.equals(root) && belongs.test(root.relativize(path)))
              .sorted()
              .toList();
      return Layer.of(comment, root, chosen, time);
    }
  }
}
