package io.weir.cli;

import io.weir.ingest.parse.LineFormats;
import io.weir.ingest.yaml.ConfigException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The formats of the commands that read standard input. */
final class FormatOptions {
  @Option(
      names = "--formats",
      paramLabel = "FILE|DIR",
      description =
          "formats of your own, and rules that say which sources have which format and zone")
  private Path own;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "read every line as this format (default: chosen by annotation, rule or line)")
  private String format;

  /**
   * What the options ask for.
   *
   * @throws ConfigException if there is no such format, or a file is not valid
   */
  LineFormats formats() {
    LineFormats known = own == null ? LineFormats.standard() : LineFormats.load(own);
    return format == null ? known : known.forced(format);
  }
}
