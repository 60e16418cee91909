package io.weir.servers;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One Alertmanager without peers. It needs {@link Binary#ALERTMANAGER}. */
public final class AlertmanagerServer extends Server {

  private final URI uri;

  private AlertmanagerServer(Lifecycle lifecycle, URI uri) {
    super(lifecycle);
    this.uri = uri;
  }

  /** Starts one on a free port that takes every alert and notifies nobody. */
  public static AlertmanagerServer start(Path dataDir) {
    Path directory = ChildProcess.directory(dataDir);
    Path config =
        Template.write("alertmanager.yml", directory.resolve("alertmanager.yml"), Map.of());
    return start(directory, config, 0);
  }

  /**
   * Starts one with a configuration file, on a free port if it is 0. An {@link
   * IllegalStateException} says why it did not become ready, or that it is not installed.
   */
  public static AlertmanagerServer start(Path dataDir, Path config, int port) {
    Path directory = ChildProcess.directory(dataDir);
    return FreePort.start(port, free -> child(directory, config.toAbsolutePath(), free));
  }

  /** Where it answers, without a slash at the end. */
  public URI uri() {
    return uri;
  }

  private static AlertmanagerServer child(Path dataDir, Path config, int port) {
    List<String> command =
        List.of(
            Binary.ALERTMANAGER.require().toString(),
            "--config.file=" + config,
            "--storage.path=" + dataDir.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port,
            "--cluster.listen-address=");
    URI uri = Http.loopback(port);
    return new AlertmanagerServer(
        ChildProcess.start(
            "alertmanager",
            dataDir,
            command,
            log -> log.contains("Listening on") && Http.isOk(uri, "/-/ready")),
        uri);
  }
}
