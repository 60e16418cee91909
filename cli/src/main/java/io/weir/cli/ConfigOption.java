package io.weir.cli;

import io.weir.cli.config.Settings;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The configuration file of a role. */
final class ConfigOption {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "configuration; every key can come from the environment as well, as WEIR_KEY")
  private Path config;

  Settings load() {
    return Settings.load(config, System.getenv());
  }
}
