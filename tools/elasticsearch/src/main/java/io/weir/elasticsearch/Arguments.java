package io.weir.elasticsearch;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The command line of {@link Main}.
 *
 * @param data the directory that holds everything the server writes
 * @param port the HTTP port, 0 for any free one
 * @param passwordFile the file with the password of {@code elastic}; security is on when present
 */
record Arguments(Path data, int port, Optional<Path> passwordFile) {

  static final String USAGE =
      "usage: --data DIRECTORY [--port PORT] [--security --password-file FILE]";

  /** Reads the arguments; anything unknown or missing is an {@link IllegalArgumentException}. */
  static Arguments parse(String... args) {
    Path data = null;
    int port = 0;
    boolean security = false;
    Path passwordFile = null;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--data" -> data = Path.of(value(args, ++i));
        case "--port" -> port = Integer.parseInt(value(args, ++i));
        case "--security" -> security = true;
        case "--password-file" -> passwordFile = Path.of(value(args, ++i));
        default -> throw new IllegalArgumentException(args[i] + " is unknown; " + USAGE);
      }
    }
    if (data == null || security != (passwordFile != null)) {
      throw new IllegalArgumentException(USAGE);
    }
    return new Arguments(data.toAbsolutePath(), port, Optional.ofNullable(passwordFile));
  }

  private static String value(String[] args, int i) {
    if (i == args.length) {
      throw new IllegalArgumentException(args[i - 1] + " needs a value; " + USAGE);
    }
    return args[i];
  }
}
