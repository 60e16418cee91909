package io.weir.demo;

import io.weir.ingest.yaml.ConfigException;
import java.nio.file.Path;

/** The checkout that a command was started from by its launcher. */
public final class RunningCheckout {
  private RunningCheckout() {}

  /**
   * Its directory.
   *
   * @param command as the user calls it, such as {@code demo}, for the sentence
   * @throws ConfigException if the command was not started by {@code ./weir} of a checkout
   */
  public static Path of(String command) {
    String checkout = System.getProperty("weir.checkout");
    if (checkout == null) {
      throw new ConfigException(
          "weir " + command, "runs from a checkout only, as ./weir " + command);
    }
    return Path.of(checkout);
  }
}
