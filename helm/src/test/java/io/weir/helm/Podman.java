package io.weir.helm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.servers.Binary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs images without a daemon, by runc, which asks less of the kernel than others. */
final class Podman {
  /** The archive that the build of the image has made. */
  static final Path ARCHIVE = Path.of("..", "tools", "image", "target", "weir-image.tar");

  private Podman() {}

  /** What a command ended with. */
  record Result(int status, String output) {}

  /** One sentence about what is missing; nothing when images can be run. */
  static Optional<String> whyAbsent() {
    Optional<String> missing =
        Stream.of(Binary.PODMAN, Binary.RUNC)
            .filter(program -> program.find().isEmpty())
            .map(Binary::whyAbsent)
            .findFirst();
    if (missing.isEmpty() && !ARCHIVE.toFile().exists()) {
      missing = Optional.of("the build has made no image; its output says why");
    }
    return missing.or(Podman::whyNothingRuns).map(why -> "no container is run: " + why);
  }

  /** A machine may have podman and still forbid what it needs, as many sandboxes do. */
  private static Optional<String> whyNothingRuns() {
    // The one of an earlier build would stay without a name.
    run("rmi", image());
    run("load", "-i", ARCHIVE.toString());
    Result result = run(withLimits("run", "--rm", image(), "--version"));
    return result.status() == 0 ? Optional.empty() : Optional.of(result.output().strip());
  }

  /** Of the chart, with its default tag, by which the build names the image too. */
  static String image() {
    return (String)
        Chart.manifests(Chart.render(Chart.MINIMAL)).stream()
            .filter(Chart.Manifest::runsForEver)
            .findFirst()
            .orElseThrow()
            .container()
            .get("image");
  }

  static Result run(String... arguments) {
    return run(List.of(arguments));
  }

  static Result run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("podman", "--runtime", "runc"));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException("could not run podman", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The subcommand with limits that need no right to raise them, and the network of the host. */
  static List<String> withLimits(String subcommand, String... rest) {
    List<String> arguments = new ArrayList<>(List.of(subcommand));
    arguments.addAll(List.of("--network", "host", "--pull", "never"));
    arguments.addAll(List.of("--ulimit", "nofile=4096:4096", "--ulimit", "nproc=4096:4096"));
    arguments.addAll(List.of(rest));
    return arguments;
  }
}
