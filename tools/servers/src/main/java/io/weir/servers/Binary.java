package io.weir.servers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Programs that are used when the machine has them, by their names in packages. */
public enum Binary {
  /** The Alertmanager server. */
  ALERTMANAGER("prometheus-alertmanager", "alertmanager"),
  /** Checks Alertmanager's configuration. */
  AMTOOL("amtool"),
  /** Lets a program drive Chromium. */
  CHROMEDRIVER("chromedriver"),
  /** A browser. */
  CHROMIUM("chromium", "chromium-browser", "google-chrome"),
  /** Keeps the objects of an API server. */
  ETCD("etcd"),
  /** Builds an API server. */
  GO("go"),
  /** The Loki server. */
  LOKI("loki"),
  /** Runs containers without a daemon. */
  PODMAN("podman"),
  /** The Prometheus server. */
  PROMETHEUS("prometheus"),
  /** Checks and tests Prometheus's rules. */
  PROMTOOL("promtool"),
  /** Starts a container's process for podman, and needs little of the kernel. */
  RUNC("runc");

  // Immutable, whatever its type says.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> names;

  Binary(String... names) {
    this.names = List.of(names);
  }

  /** The program on the PATH, or nothing. */
  public Optional<Path> find() {
    return names.stream()
        .flatMap(name -> path().map(directory -> Path.of(directory, name)))
        .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program))
        .findFirst();
  }

  /** One sentence for a test that is skipped: what was looked for. */
  public String whyAbsent() {
    return "no " + String.join(" or ", names) + " on the PATH";
  }

  private static Stream<String> path() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL).splitAsStream(path);
  }

  Path require() {
    return find().orElseThrow(() -> new IllegalStateException(whyAbsent()));
  }
}
