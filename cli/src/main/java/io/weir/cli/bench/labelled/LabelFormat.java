package io.weir.cli.bench.labelled;

import io.weir.cli.command.UsageError;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Who labelled the texts, and so what a file of them looks like. */
public enum LabelFormat {
  /** {@link OwnLabels}. */
  OWN,
  /** {@link PresidioLabels}. */
  PRESIDIO,
  /** {@link CredDataLabels}. */
  CREDDATA,
  /** {@link Vectors}. */
  VECTORS;

  /** The format of that name, in small letters. A name that there is not is a fault of usage. */
  public static LabelFormat named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageError(
                    "no format '%s': must be one of %s"
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(LabelFormat::label)
                                .collect(Collectors.joining(", ")))));
  }

  /**
   * All labelled texts of a file or a directory. A path that cannot be read is a fault of usage; a
   * file that is not of this format is refused with file and line.
   */
  public LabelledData read(Path path) {
    return switch (this) {
      case OWN -> OwnLabels.read(path);
      case PRESIDIO -> PresidioLabels.read(path);
      case CREDDATA -> CredDataLabels.read(path);
      case VECTORS -> Vectors.read(path);
    };
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
