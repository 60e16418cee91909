package io.weir.servers;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One Prometheus. It needs {@link Binary#PROMETHEUS}. */
public final class PrometheusServer extends Server {

  private final URI uri;

  private PrometheusServer(Lifecycle lifecycle, URI uri) {
    super(lifecycle);
    this.uri = uri;
  }

  /**
   * Starts one on a free port that scrapes {@code /metrics} of the targets and evaluates the rule
   * files, both every second.
   *
   * @param targets by the value of their label {@code role}, each as {@code HOST:PORT}
   */
  public static PrometheusServer start(
      Path dataDir, Map<String, String> targets, List<Path> ruleFiles) {
    Path directory = ChildProcess.directory(dataDir);
    String rules =
        ruleFiles.stream()
            .map(file -> quoted(file.toAbsolutePath().toString()))
            .collect(Collectors.joining(", ", "[", "]"));
    String configs =
        targets.entrySet().stream()
            .map(target -> staticConfig(target.getKey(), target.getValue()))
            .collect(Collectors.joining(", ", "[", "]"));
    Path config =
        Template.write(
            "prometheus.yml",
            directory.resolve("prometheus.yml"),
            Map.of("targets", configs, "rules", rules));
    return start(directory, config, 0);
  }

  private static String staticConfig(String role, String target) {
    return "{targets: [%s], labels: {role: %s}}".formatted(quoted(target), quoted(role));
  }

  /**
   * Starts one with a configuration file, on a free port if it is 0. An {@link
   * IllegalStateException} says why it did not become ready, or that it is not installed.
   */
  public static PrometheusServer start(Path dataDir, Path config, int port) {
    Path directory = ChildProcess.directory(dataDir);
    return FreePort.start(port, free -> child(directory, config.toAbsolutePath(), free));
  }

  /** Where it answers, without a slash at the end. */
  public URI uri() {
    return uri;
  }

  private static PrometheusServer child(Path dataDir, Path config, int port) {
    List<String> command =
        List.of(
            Binary.PROMETHEUS.require().toString(),
            "--config.file=" + config,
            "--storage.tsdb.path=" + dataDir.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port);
    URI uri = Http.loopback(port);
    return new PrometheusServer(
        ChildProcess.start(
            "prometheus",
            dataDir,
            command,
            log -> log.contains("Server is ready") && Http.isOk(uri, "/-/ready")),
        uri);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
